# Read by gdb when a program loads libacc.so: the commands of acc.
import gdb

gdb.execute("source @datadir@/acc/acc-gdb.py")
