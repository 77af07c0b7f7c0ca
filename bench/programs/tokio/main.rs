// The workloads in Rust with tokio's current-thread runtime: spawn, mpsc, Mutex,
// Notify, time. A queue is a bounded mpsc channel.
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, Mutex, Notify};
use tokio::task::{spawn, yield_now};
use tokio::time::{sleep, timeout};

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

thread_local! {
    static STARTED: Cell<Option<Instant>> = Cell::new(None);
    static CPU_STARTED: Cell<u64> = Cell::new(0);
    static SPAWNED: Cell<(u128, i64)> = Cell::new((0, 0));
}
static SINK: AtomicI64 = AtomicI64::new(0);

fn start() {
    STARTED.with(|s| s.set(Some(Instant::now())));
    CPU_STARTED.with(|s| s.set(cpu_ns()));
}
// Processor time of the process.
fn cpu_ns() -> u64 {
    extern "C" {
        fn clock_gettime(clock: i32, time: *mut [i64; 2]) -> i32;
    }
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut t = [0; 2];
    unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut t) };
    (t[0] * 1_000_000_000 + t[1]) as u64
}
fn elapsed() -> Duration {
    STARTED.with(|s| s.get().unwrap().elapsed())
}

fn status_kb(key: &str) -> i64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    text.lines()
        .find_map(|l| l.strip_prefix(key))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

#[inline(never)]
async fn out_of_line(x: i64) -> i64 {
    if x < 0 {
        yield_now().await;
    }
    x * 3 + 1
}

async fn w1(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum ^= out_of_line(i).await;
    }
    SINK.store(sum, Relaxed);
    n
}

// Through a pointer: a boxed future.
async fn w1_pointer(n: i64) -> i64 {
    let callee: fn(i64) -> Boxed<i64> = std::hint::black_box(|x| Box::pin(out_of_line(x)));
    let mut sum = 0;
    for i in 0..n {
        sum ^= callee(i).await;
    }
    SINK.store(sum, Relaxed);
    n
}

fn descend(depth: i64) -> Boxed<i64> {
    Box::pin(async move {
        if depth == 0 {
            return std::hint::black_box(1);
        }
        (descend(depth - 1).await ^ depth) + 1
    })
}

async fn w1_recursive(n: i64) -> i64 {
    let mut done = 0;
    while done < n {
        SINK.store(descend(19).await, Relaxed);
        done += 20;
    }
    done
}

async fn yielder(n: i64) -> i64 {
    for _ in 0..n {
        yield_now().await;
    }
    n
}

async fn w2p(n: i64) -> i64 {
    let (a, b) = (spawn(yielder(n - n / 2)), spawn(yielder(n / 2)));
    a.await.unwrap() + b.await.unwrap()
}

fn leaf_yields(depth: i64, n: i64) -> Boxed<i64> {
    Box::pin(async move {
        if depth > 0 {
            leaf_yields(depth - 1, n).await
        } else {
            yielder(n).await
        }
    })
}

fn chain(depth: i64) -> Boxed<i64> {
    Box::pin(async move {
        if depth > 0 {
            return chain(depth - 1).await + 1;
        }
        yield_now().await;
        0
    })
}

async fn w3b(n: i64, depth: i64) -> i64 {
    let mut done = 0;
    while done < n {
        SINK.store(chain(depth).await, Relaxed);
        done += depth;
    }
    done
}

async fn child(x: i64) -> i64 {
    x + 1
}

async fn w4(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum += spawn(child(i)).await.unwrap();
    }
    SINK.store(sum, Relaxed);
    n
}

async fn w4g(n: i64) -> i64 {
    let mut done = 0;
    let mut tasks = Vec::with_capacity(1000);
    while done < n {
        tasks.extend((0..1000).map(|i| spawn(child(i))));
        for t in tasks.drain(..) {
            SINK.store(t.await.unwrap(), Relaxed);
        }
        done += 1000;
    }
    done
}

async fn fire(n: i64) -> i64 {
    static FIRED: AtomicI64 = AtomicI64::new(0);
    for i in 1..=n {
        spawn(async {
            FIRED.fetch_add(1, Relaxed);
        });
        if i % 100 == 0 {
            yield_now().await;
        }
    }
    while FIRED.load(Relaxed) < n {
        yield_now().await;
    }
    n
}

static RUNNING: AtomicI64 = AtomicI64::new(0);
fn end_one(nobody: &Notify) {
    if RUNNING.fetch_sub(1, Relaxed) == 1 {
        nobody.notify_one();
    }
}

async fn w5(n: i64) -> i64 {
    static ASLEEP: AtomicI64 = AtomicI64::new(0);
    let rss0 = status_kb("VmRSS:");
    let nobody = Arc::new(Notify::new());
    start();
    RUNNING.store(n, Relaxed);
    for _ in 0..n {
        let nobody = nobody.clone();
        spawn(async move {
            ASLEEP.fetch_add(1, Relaxed);
            sleep(Duration::from_secs(10)).await;
            end_one(&nobody);
        });
    }
    while ASLEEP.load(Relaxed) < n {
        yield_now().await;
    }
    SPAWNED.with(|s| s.set((elapsed().as_nanos(), rss0)));
    nobody.notified().await;
    n
}

async fn w6(n: i64, room: usize) -> i64 {
    let (tx, mut rx) = mpsc::channel(room);
    let p = spawn(async move {
        for i in 0..n {
            tx.send(i).await.unwrap();
        }
    });
    let c = spawn(async move {
        let mut sum = 0;
        for _ in 0..n {
            sum += rx.recv().await.unwrap();
        }
        sum
    });
    p.await.unwrap();
    SINK.store(c.await.unwrap(), Relaxed);
    n
}

async fn ring(n: i64, members: usize) -> i64 {
    let end = Arc::new(Notify::new());
    let (mut txs, mut rxs) = (Vec::new(), Vec::new());
    for _ in 0..members {
        let (tx, rx) = mpsc::channel::<i64>(1);
        txs.push(tx);
        rxs.push(rx);
    }
    for (i, mut rx) in rxs.into_iter().enumerate() {
        let next = txs[(i + 1) % members].clone();
        let end = end.clone();
        spawn(async move {
            loop {
                let token = rx.recv().await.unwrap();
                if token == 0 {
                    break;
                }
                next.send(token - 1).await.unwrap();
            }
            end.notify_one();
        });
    }
    txs[0].send(n).await.unwrap();
    end.notified().await;
    n
}

async fn sieve(n: i64) -> i64 {
    static ITEMS: AtomicI64 = AtomicI64::new(0);
    let (tx, mut source) = mpsc::channel(1);
    spawn(async move {
        let mut i = 2;
        while tx.send(i).await.is_ok() {
            i += 1;
        }
    });
    for _ in 0..n {
        let prime: i64 = source.recv().await.unwrap();
        ITEMS.fetch_add(1, Relaxed);
        let (tx, rx) = mpsc::channel(1);
        spawn(async move {
            while let Some(i) = source.recv().await {
                ITEMS.fetch_add(1, Relaxed);
                if i % prime != 0 && tx.send(i).await.is_err() {
                    break;
                }
            }
        });
        source = rx;
    }
    ITEMS.load(Relaxed)
}

async fn lock_handover(n: i64, tasks: i64) -> i64 {
    let each = (n + tasks - 1) / tasks;
    let lock = Arc::new(Mutex::new(()));
    let all: Vec<_> = (0..tasks)
        .map(|_| {
            let lock = lock.clone();
            spawn(async move {
                for _ in 0..each {
                    let _held = lock.lock().await;
                    yield_now().await;
                }
            })
        })
        .collect();
    for t in all {
        t.await.unwrap();
    }
    each * tasks
}

async fn event_broadcast(n: i64, tasks: i64) -> i64 {
    static WAITING: AtomicI64 = AtomicI64::new(0);
    let rounds = (n + tasks - 1) / tasks;
    let news = Arc::new(Notify::new());
    let all: Vec<_> = (0..tasks)
        .map(|_| {
            let news = news.clone();
            spawn(async move {
                for _ in 0..rounds {
                    WAITING.fetch_add(1, Relaxed);
                    news.notified().await;
                }
            })
        })
        .collect();
    for _ in 0..rounds {
        while WAITING.load(Relaxed) < tasks {
            yield_now().await;
        }
        WAITING.store(0, Relaxed);
        news.notify_waiters();
    }
    for t in all {
        t.await.unwrap();
    }
    rounds * tasks
}

fn skynet(number: i64, size: i64) -> Boxed<i64> {
    Box::pin(async move {
        if size == 1 {
            return number;
        }
        let tasks: Vec<_> = (0..10)
            .map(|i| spawn(skynet(number + i * (size / 10), size / 10)))
            .collect();
        let mut sum = 0;
        for t in tasks {
            sum += t.await.unwrap();
        }
        sum
    })
}

async fn w7(n: i64) -> i64 {
    let mut leaves = 1;
    while leaves < n {
        leaves *= 10;
    }
    assert_eq!(skynet(0, leaves).await, leaves * (leaves - 1) / 2);
    leaves
}

const LONG: Duration = Duration::from_secs(10);

async fn w8a(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum ^= timeout(LONG, out_of_line(i)).await.unwrap();
    }
    SINK.store(sum, Relaxed);
    n
}

async fn one_yield(x: i64) -> i64 {
    yield_now().await;
    x
}

async fn w8b(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum ^= timeout(LONG, one_yield(i)).await.unwrap();
    }
    SINK.store(sum, Relaxed);
    n
}

async fn w8c(n: i64) -> i64 {
    let nobody = Arc::new(Notify::new());
    RUNNING.store(n, Relaxed);
    for i in 0..n {
        let nobody = nobody.clone();
        spawn(async move {
            let d = Duration::from_millis(1 + i as u64 % 10);
            assert!(timeout(d, sleep(Duration::from_secs(3600))).await.is_err());
            end_one(&nobody);
        });
    }
    nobody.notified().await;
    n
}

// Each timer is polled once, so that it is armed.
async fn timers(n: i64, pending: i64) -> i64 {
    let mut all = Vec::with_capacity(pending as usize);
    let mut random = 1u64;
    for i in -pending..n {
        random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let d = Duration::from_secs(100) + Duration::from_nanos(random >> 24);
        let mut s = Box::pin(sleep(d));
        std::future::poll_fn(|c| {
            let _ = s.as_mut().poll(c);
            std::task::Poll::Ready(())
        })
        .await;
        if i < 0 {
            all.push(s);
        } else {
            all[((random >> 33) % pending as u64) as usize] = s;
        }
        if i == -1 {
            start();
        }
        if i % 64 == 0 {
            yield_now().await; // a task may poll only so much
        }
    }
    std::mem::forget(all);
    n
}

fn main() {
    let a: Vec<String> = std::env::args().collect();
    if a.len() < 3 {
        std::process::exit(2);
    }
    let n: i64 = a[2].parse().unwrap();
    let param: i64 = a.get(3).map_or(0, |p| p.parse().unwrap());
    let or = |other: i64| if param > 0 { param } else { other };
    let work: Boxed<i64> = match a[1].as_str() {
        "w1" => Box::pin(w1(n)),
        "w1.pointer" => Box::pin(w1_pointer(n)),
        "w1.recursive" => Box::pin(w1_recursive(n)),
        "w2" => Box::pin(yielder(n)),
        "w2p" => Box::pin(w2p(n)),
        "w3" => leaf_yields(or(100), n),
        "w3b" => Box::pin(w3b(n, or(100))),
        "w4" => Box::pin(w4(n)),
        "w4g" => Box::pin(w4g(n)),
        "fire" => Box::pin(fire(n)),
        "w5" => Box::pin(w5(n)),
        "w6" => Box::pin(w6(n, or(1) as usize)),
        "ring" => Box::pin(ring(n, or(503) as usize)),
        "sieve" => Box::pin(sieve(n)),
        "lock" => Box::pin(lock_handover(n, or(10))),
        "event" => Box::pin(event_broadcast(n, or(10000))),
        "w7" => Box::pin(w7(n)),
        "w8a" => Box::pin(w8a(n)),
        "w8b" => Box::pin(w8b(n)),
        "w8c" => Box::pin(w8c(n)),
        "timers" => Box::pin(timers(n, or(1000000))),
        _ => std::process::exit(77),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    start();
    // A task of its own, as the others have.
    let ops = runtime.block_on(async { spawn(work).await.unwrap() });
    let ns = elapsed().as_nanos();
    let cpu = cpu_ns() - CPU_STARTED.with(|s| s.get());
    print!("ops={} ns={} rss_kb={} cpu_ns={}", ops, ns, status_kb("VmHWM:"), cpu);
    let (spawned, rss0) = SPAWNED.with(|s| s.get());
    if spawned > 0 {
        print!(" spawn_ns={} rss0_kb={}", spawned, rss0);
    }
    println!();
    std::process::exit(0);
}
