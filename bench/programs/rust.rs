// The workloads in Rust on a bare executor of its own: tasks in an Rc, wakers that
// put them into a FIFO, a heap of sleepers. No cancellation but by dropping, no
// locks, no events.
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::time::{Duration, Instant};

type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

// ---- the executor ----

struct Task {
    future: RefCell<Option<Boxed<()>>>,
    queued: Cell<bool>,
}

thread_local! {
    static READY: RefCell<VecDeque<Rc<Task>>> = RefCell::new(VecDeque::new());
    static TIMERS: RefCell<BTreeMap<(Instant, u64), Waker>> = RefCell::new(BTreeMap::new());
    static SERIAL: Cell<u64> = Cell::new(0);
    static STARTED: Cell<Option<Instant>> = Cell::new(None);
    static CPU_STARTED: Cell<u64> = Cell::new(0);
    static SPAWNED: Cell<(u128, i64)> = Cell::new((0, 0));
    static SINK: Cell<i64> = Cell::new(0);
    static ASLEEP: Cell<i64> = Cell::new(0);
    static FIRED: Cell<i64> = Cell::new(0);
}

fn schedule(t: Rc<Task>) {
    if !t.queued.replace(true) {
        READY.with(|r| r.borrow_mut().push_back(t));
    }
}

// A waker is an Rc<Task>; everything runs in one thread.
static VTABLE: RawWakerVTable = RawWakerVTable::new(
    |p| unsafe {
        Rc::increment_strong_count(p as *const Task);
        RawWaker::new(p, &VTABLE)
    },
    |p| schedule(unsafe { Rc::from_raw(p as *const Task) }),
    |p| unsafe {
        Rc::increment_strong_count(p as *const Task);
        schedule(Rc::from_raw(p as *const Task))
    },
    |p| unsafe { drop(Rc::from_raw(p as *const Task)) },
);

struct Shared<T> {
    value: Option<T>,
    waiter: Option<Waker>,
}

struct Join<T>(Rc<RefCell<Shared<T>>>);

impl<T> Future for Join<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<T> {
        let mut s = self.0.borrow_mut();
        match s.value.take() {
            Some(v) => Poll::Ready(v),
            None => {
                s.waiter = Some(c.waker().clone());
                Poll::Pending
            }
        }
    }
}

fn detach(f: impl Future<Output = ()> + 'static) {
    schedule(Rc::new(Task {
        future: RefCell::new(Some(Box::pin(f))),
        queued: Cell::new(false),
    }));
}

fn spawn<T: 'static>(f: impl Future<Output = T> + 'static) -> Join<T> {
    let shared = Rc::new(RefCell::new(Shared { value: None, waiter: None }));
    let theirs = shared.clone();
    detach(async move {
        let v = f.await;
        let mut s = theirs.borrow_mut();
        s.value = Some(v);
        if let Some(w) = s.waiter.take() {
            w.wake();
        }
    });
    Join(shared)
}

fn run(done: Rc<Cell<bool>>) {
    while !done.get() {
        if TIMERS.with(|t| !t.borrow().is_empty()) {
            let idle = READY.with(|r| r.borrow().is_empty());
            TIMERS.with(|t| {
                let mut t = t.borrow_mut();
                let mut now = Instant::now();
                let first = *t.first_key_value().unwrap().0;
                if idle && first.0 > now {
                    std::thread::sleep(first.0 - now);
                    now = Instant::now();
                }
                while let Some(e) = t.first_entry() {
                    if e.key().0 > now {
                        break;
                    }
                    e.remove().wake();
                }
            });
        }
        for _ in 0..READY.with(|r| r.borrow().len()) {
            let t = READY.with(|r| r.borrow_mut().pop_front()).unwrap();
            t.queued.set(false);
            let raw = RawWaker::new(Rc::as_ptr(&t) as *const (), &VTABLE);
            let waker = std::mem::ManuallyDrop::new(unsafe { Waker::from_raw(raw) });
            let mut f = t.future.borrow_mut();
            if let Some(body) = f.as_mut() {
                if body.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                    *f = None;
                }
            }
        }
    }
}

async fn yields() {
    let mut first = true;
    poll_fn(|c| {
        if std::mem::replace(&mut first, false) {
            c.waker().wake_by_ref();
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await
}

struct Sleep {
    key: (Instant, u64),
    armed: bool,
}

fn sleep(d: Duration) -> Sleep {
    let serial = SERIAL.with(|s| s.replace(s.get() + 1));
    Sleep { key: (Instant::now() + d, serial), armed: false }
}

impl Future for Sleep {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<()> {
        TIMERS.with(|t| {
            let mut t = t.borrow_mut();
            if self.armed && !t.contains_key(&self.key) {
                self.armed = false;
                return Poll::Ready(());
            }
            if !self.armed {
                self.armed = true;
                t.insert(self.key, c.waker().clone());
            }
            Poll::Pending
        })
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if self.armed {
            TIMERS.with(|t| t.borrow_mut().remove(&self.key));
        }
    }
}

// None when time was up.
async fn timeout<T>(d: Duration, f: impl Future<Output = T>) -> Option<T> {
    let mut f = std::pin::pin!(f);
    let mut s = std::pin::pin!(sleep(d));
    poll_fn(|c| {
        if let Poll::Ready(v) = f.as_mut().poll(c) {
            return Poll::Ready(Some(v));
        }
        s.as_mut().poll(c).map(|_| None)
    })
    .await
}

struct Queue {
    items: VecDeque<i64>,
    room: usize,
    putter: Option<Waker>,
    getter: Option<Waker>,
}

async fn put(q: &RefCell<Queue>, item: i64) {
    poll_fn(|c| {
        let mut q = q.borrow_mut();
        if q.items.len() == q.room {
            q.putter = Some(c.waker().clone());
            return Poll::Pending;
        }
        q.items.push_back(item);
        if let Some(w) = q.getter.take() {
            w.wake();
        }
        Poll::Ready(())
    })
    .await
}

async fn get(q: &RefCell<Queue>) -> i64 {
    poll_fn(|c| {
        let mut q = q.borrow_mut();
        match q.items.pop_front() {
            None => {
                q.getter = Some(c.waker().clone());
                Poll::Pending
            }
            Some(item) => {
                if let Some(w) = q.putter.take() {
                    w.wake();
                }
                Poll::Ready(item)
            }
        }
    })
    .await
}

// ---- the workloads ----

async fn inlined(x: i64) -> i64 {
    if x < 0 {
        yields().await;
    }
    x * 3 + 1
}

async fn w1_inline(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum ^= inlined(i).await;
    }
    SINK.with(|s| s.set(sum));
    n
}

// A future whose poll is not inlined.
struct OutOfLine<F>(F);
impl<F: Future> Future for OutOfLine<F> {
    type Output = F::Output;
    #[inline(never)]
    fn poll(self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<F::Output> {
        unsafe { self.map_unchecked_mut(|s| &mut s.0) }.poll(c)
    }
}

async fn w1(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum ^= OutOfLine(inlined(i)).await;
    }
    SINK.with(|s| s.set(sum));
    n
}

// Through a pointer: a boxed future.
async fn w1_pointer(n: i64) -> i64 {
    let callee: fn(i64) -> Boxed<i64> = std::hint::black_box(|x| Box::pin(inlined(x)));
    let mut sum = 0;
    for i in 0..n {
        sum ^= callee(i).await;
    }
    SINK.with(|s| s.set(sum));
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
        let v = descend(19).await;
        SINK.with(|s| s.set(v));
        done += 20;
    }
    done
}

async fn yielder(n: i64) -> i64 {
    for _ in 0..n {
        yields().await;
    }
    n
}

async fn w2p(n: i64) -> i64 {
    let (a, b) = (spawn(yielder(n - n / 2)), spawn(yielder(n / 2)));
    a.await + b.await
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
        yields().await;
        0
    })
}

async fn w3b(n: i64, depth: i64) -> i64 {
    let mut done = 0;
    while done < n {
        let v = chain(depth).await;
        SINK.with(|s| s.set(v));
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
        sum += spawn(child(i)).await;
    }
    SINK.with(|s| s.set(sum));
    n
}

async fn w4g(n: i64) -> i64 {
    let mut done = 0;
    let mut tasks = Vec::with_capacity(1000);
    while done < n {
        tasks.extend((0..1000).map(|i| spawn(child(i))));
        let mut sum = 0;
        for t in tasks.drain(..) {
            sum += t.await;
        }
        SINK.with(|s| s.set(sum));
        done += 1000;
    }
    done
}

async fn fire(n: i64) -> i64 {
    for i in 1..=n {
        detach(async { FIRED.with(|f| f.set(f.get() + 1)) });
        if i % 100 == 0 {
            yields().await;
        }
    }
    while FIRED.with(|f| f.get()) < n {
        yields().await;
    }
    n
}

// Waits until `left` tasks have ended.
async fn until_none(left: Rc<Cell<i64>>, waiter: Rc<Cell<Option<Waker>>>) {
    poll_fn(|c| {
        if left.get() == 0 {
            return Poll::Ready(());
        }
        waiter.set(Some(c.waker().clone()));
        Poll::Pending
    })
    .await
}

fn end_one(left: &Cell<i64>, waiter: &Cell<Option<Waker>>) {
    left.set(left.get() - 1);
    if left.get() == 0 {
        if let Some(w) = waiter.take() {
            w.wake();
        }
    }
}

async fn w5(n: i64) -> i64 {
    let rss0 = status_kb("VmRSS:");
    start();
    let (left, waiter) = (Rc::new(Cell::new(n)), Rc::new(Cell::new(None)));
    for _ in 0..n {
        let (left, waiter) = (left.clone(), waiter.clone());
        detach(async move {
            ASLEEP.with(|a| a.set(a.get() + 1));
            sleep(Duration::from_secs(10)).await;
            end_one(&left, &waiter);
        });
    }
    while ASLEEP.with(|a| a.get()) < n {
        yields().await;
    }
    SPAWNED.with(|s| s.set((elapsed().as_nanos(), rss0)));
    until_none(left, waiter).await;
    n
}

async fn w6(n: i64, room: usize) -> i64 {
    let q = Rc::new(RefCell::new(Queue {
        items: VecDeque::with_capacity(room),
        room,
        putter: None,
        getter: None,
    }));
    let theirs = q.clone();
    let p = spawn(async move {
        for i in 0..n {
            put(&theirs, i).await;
        }
    });
    let c = spawn(async move {
        let mut sum = 0;
        for _ in 0..n {
            sum += get(&q).await;
        }
        sum
    });
    p.await;
    let sum = c.await;
    SINK.with(|s| s.set(sum));
    n
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
            sum += t.await;
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
        sum ^= timeout(LONG, OutOfLine(inlined(i))).await.unwrap();
    }
    SINK.with(|s| s.set(sum));
    n
}

async fn one_yield(x: i64) -> i64 {
    yields().await;
    x
}

async fn w8b(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum ^= timeout(LONG, one_yield(i)).await.unwrap();
    }
    SINK.with(|s| s.set(sum));
    n
}

async fn w8c(n: i64) -> i64 {
    let (left, waiter) = (Rc::new(Cell::new(n)), Rc::new(Cell::new(None)));
    for i in 0..n {
        let (left, waiter) = (left.clone(), waiter.clone());
        detach(async move {
            let d = Duration::from_millis(1 + i as u64 % 10);
            assert!(timeout(d, sleep(Duration::from_secs(3600))).await.is_none());
            end_one(&left, &waiter);
        });
    }
    until_none(left, waiter).await;
    n
}

// ---- the protocol ----

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
        "w1.inline" => Box::pin(w1_inline(n)),
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
        "w7" => Box::pin(w7(n)),
        "w8a" => Box::pin(w8a(n)),
        "w8b" => Box::pin(w8b(n)),
        "w8c" => Box::pin(w8c(n)),
        _ => std::process::exit(77),
    };
    let done = Rc::new(Cell::new(false));
    let ops = Rc::new(Cell::new(0));
    let (theirs, theirs_done) = (ops.clone(), done.clone());
    start();
    detach(async move {
        theirs.set(work.await);
        theirs_done.set(true);
    });
    run(done);
    let ns = elapsed().as_nanos();
    let cpu = cpu_ns() - CPU_STARTED.with(|s| s.get());
    print!("ops={} ns={} rss_kb={} cpu_ns={}", ops.get(), ns, status_kb("VmHWM:"), cpu);
    let (spawned, rss0) = SPAWNED.with(|s| s.get());
    if spawned > 0 {
        print!(" spawn_ns={} rss0_kb={}", spawned, rss0);
    }
    println!();
    std::process::exit(0);
}
