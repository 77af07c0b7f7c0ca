/* What acc.ac awaits in acc_other.ac. */
#ifndef BENCH_ACC_H
#define BENCH_ACC_H

async long other_file(long x);

#endif
