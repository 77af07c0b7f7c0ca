// Twenty typical functions: twenty.ac in Rust. What they await is a leaf future
// of two words whose poll is somewhere else. As a library, each can be started
// behind a box; with --cfg report, a program that prints the size of each future.
#![allow(dead_code)]
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

extern "C" {
    fn op_poll(kind: i64, x: i64, context: *mut u8) -> i64;
    fn read_poll(buffer: *mut u8, size: i64, context: *mut u8) -> i64;
    fn write_poll(buffer: *const u8, size: i64, context: *mut u8) -> i64;
    fn undo(x: i64);
}

// i64::MIN: pending; below 0: an error.
fn outcome(v: i64) -> Poll<Result<i64, i32>> {
    if v == i64::MIN {
        Poll::Pending
    } else if v < 0 {
        Poll::Ready(Err(-v as i32))
    } else {
        Poll::Ready(Ok(v))
    }
}

struct Op(i64, i64);
impl Future for Op {
    type Output = Result<i64, i32>;
    fn poll(self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<Self::Output> {
        outcome(unsafe { op_poll(self.0, self.1, c as *mut _ as *mut u8) })
    }
}
fn op(kind: i64, x: i64) -> Op {
    Op(kind, x)
}

struct Read<'a>(&'a mut [u8]);
impl<'a> Future for Read<'a> {
    type Output = Result<i64, i32>;
    fn poll(mut self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<Self::Output> {
        let n = self.0.len() as i64;
        outcome(unsafe { read_poll(self.0.as_mut_ptr(), n, c as *mut _ as *mut u8) })
    }
}
struct Write<'a>(&'a [u8]);
impl<'a> Future for Write<'a> {
    type Output = Result<i64, i32>;
    fn poll(self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<Self::Output> {
        let n = self.0.len() as i64;
        outcome(unsafe { write_poll(self.0.as_ptr(), n, c as *mut _ as *mut u8) })
    }
}

type R = Result<i64, i32>;

pub struct Record {
    id: i64,
    price: i64,
    count: i64,
    flags: i64,
}

pub struct Tree {
    left: Option<Box<Tree>>,
    right: Option<Box<Tree>>,
    value: i64,
}

async fn one(x: i64) -> R {
    op(1, x).await
}

async fn two(x: i64) -> R {
    let a = op(1, x).await?;
    Ok(a + op(2, a).await?)
}

async fn ten(mut x: i64) -> R {
    x += op(1, x).await?;
    x += op(2, x).await?;
    x += op(3, x).await?;
    x += op(4, x).await?;
    x += op(5, x).await?;
    x += op(6, x).await?;
    x += op(7, x).await?;
    x += op(8, x).await?;
    x += op(9, x).await?;
    x += op(10, x).await?;
    Ok(x)
}

async fn looping(n: i64) -> R {
    let mut sum = 0;
    for i in 0..n {
        sum += op(i, sum).await?;
    }
    Ok(sum)
}

async fn nested_loops(n: i64, m: i64) -> R {
    let mut sum = 0;
    for i in 0..n {
        for k in 0..m {
            sum += op(i, k).await?;
        }
    }
    Ok(sum)
}

async fn branches(mut x: i64) -> R {
    if x > 100 {
        x += op(1, x).await?;
    } else if x > 10 {
        x -= op(2, x).await?;
    } else {
        x = op(3, x).await?;
    }
    Ok(x * 2)
}

async fn dispatch(kind: i64, mut x: i64) -> R {
    match kind {
        0 => return op(10, x).await,
        1 => x += op(11, x).await?,
        2 => {
            x += op(12, x).await?;
            x += op(13, x).await?;
        }
        _ => x = -1,
    }
    Ok(x)
}

async fn retry(x: i64) -> R {
    let mut tries = 0;
    loop {
        match op(1, x).await {
            Ok(v) => return Ok(v),
            Err(e) => {
                if tries == 3 {
                    return Err(e);
                }
            }
        }
        op(2, tries).await?;
        tries += 1;
    }
}

async fn small_buffer(x: i64) -> R {
    let mut buffer = [0u8; 64];
    let n = Read(&mut buffer).await?;
    Ok(if n > 0 { buffer[0] as i64 + x } else { -1 })
}

async fn two_buffers(x: i64) -> R {
    let mut sum = 0;
    {
        let mut header = [0u8; 256];
        sum += Read(&mut header).await?;
        sum += header[(x & 255) as usize] as i64;
    }
    {
        let mut body = [0u8; 256];
        sum += Read(&mut body).await?;
        sum += body[(x & 255) as usize] as i64;
    }
    Ok(sum)
}

async fn many_locals(a: i64) -> R {
    let (b, c, d, e, f, g, h) = (a * 2, a * 3, a * 5, a * 7, a * 11, a * 13, a * 17);
    let r = op(a, b).await?;
    Ok(r + a + b + c + d + e + f + g + h)
}

async fn dead_locals(a: i64) -> R {
    let b = a * 2;
    let c = b * 3;
    let d = c * 5;
    let r = op(b, c + d).await?;
    let e = r * 7;
    let f = e * 11;
    let s = op(e, f).await?;
    Ok(r + s)
}

async fn load(id: i64) -> Result<Record, i32> {
    let mut r = Record { id, price: 0, count: 0, flags: 0 };
    r.price = op(1, id).await?;
    r.count = op(2, id).await?;
    r.flags = op(3, id).await?;
    Ok(r)
}

async fn total(id: i64) -> R {
    let a = load(id).await?;
    let b = load(id + 1).await?;
    Ok(a.price * a.count + b.price * b.count)
}

async fn three_children(x: i64) -> R {
    let a = ten(x).await?;
    let b = looping(a).await?;
    many_locals(b).await
}

fn tree_sum(t: Option<&Tree>) -> Pin<Box<dyn Future<Output = R> + '_>> {
    Box::pin(tree_sum_body(t))
}
async fn tree_sum_body(t: Option<&Tree>) -> R {
    match t {
        None => Ok(0),
        Some(t) => Ok(tree_sum(t.left.as_deref()).await?
            + op(0, t.value).await?
            + tree_sum(t.right.as_deref()).await?),
    }
}

struct Undo(i64);
impl Drop for Undo {
    fn drop(&mut self) {
        unsafe { undo(self.0) }
    }
}

async fn transaction(x: i64) -> R {
    let id = op(1, x).await?;
    let _guard = Undo(id);
    let a = op(2, id).await?;
    if a < 0 {
        return Ok(-1);
    }
    op(3, a).await
}

async fn copy() -> R {
    let mut buffer = [0u8; 4096];
    let mut sum = 0;
    loop {
        let n = Read(&mut buffer).await?;
        if n <= 0 {
            return Ok(sum);
        }
        sum += Write(&buffer[..n as usize]).await?;
    }
}

async fn number() -> R {
    let mut value = 0;
    let mut c = [0u8; 1];
    while Read(&mut c).await? == 1 {
        if c[0] == b'\n' {
            break;
        }
        if !c[0].is_ascii_digit() {
            return Err(22);
        }
        value = value * 10 + (c[0] - b'0') as i64;
    }
    Ok(value)
}

async fn expression(x: i64) -> R {
    let (a, b) = (op(1, x).await?, op(2, x).await?);
    Ok(op(a, b).await? + if x > 5 { op(3, x).await? } else { 7 })
}

// Each as a boxed future, so that its body is compiled.
macro_rules! all {
    ($($name:literal $start:ident $out:ty: ($($arg:ident),*) $call:expr;)*) => {
        $(#[no_mangle]
        pub fn $start($($arg: i64),*) -> Pin<Box<dyn Future<Output = $out>>> {
            Box::pin($call)
        })*
        pub fn print_sizes() {
            $({
                $(let $arg: i64 = 1;)*
                println!("{} {}", $name, std::mem::size_of_val(&$call));
            })*
        }
    };
}

all! {
    "one" start_one R: (x) one(x);
    "two" start_two R: (x) two(x);
    "ten" start_ten R: (x) ten(x);
    "loop" start_loop R: (n) looping(n);
    "nested_loops" start_nested_loops R: (n, m) nested_loops(n, m);
    "branches" start_branches R: (x) branches(x);
    "dispatch" start_dispatch R: (kind, x) dispatch(kind, x);
    "retry" start_retry R: (x) retry(x);
    "small_buffer" start_small_buffer R: (x) small_buffer(x);
    "two_buffers" start_two_buffers R: (x) two_buffers(x);
    "many_locals" start_many_locals R: (a) many_locals(a);
    "dead_locals" start_dead_locals R: (a) dead_locals(a);
    "load" start_load Result<Record, i32>: (id) load(id);
    "total" start_total R: (id) total(id);
    "three_children" start_three_children R: (x) three_children(x);
    "tree_sum" start_tree_sum R: () tree_sum_body(None);
    "transaction" start_transaction R: (x) transaction(x);
    "copy" start_copy R: () copy();
    "number" start_number R: () number();
    "expression" start_expression R: (x) expression(x);
}

#[cfg(report)]
mod elsewhere {
    #[no_mangle]
    extern "C" fn op_poll(_: i64, x: i64, _: *mut u8) -> i64 {
        x
    }
    #[no_mangle]
    extern "C" fn read_poll(_: *mut u8, size: i64, _: *mut u8) -> i64 {
        size
    }
    #[no_mangle]
    extern "C" fn write_poll(_: *const u8, size: i64, _: *mut u8) -> i64 {
        size
    }
    #[no_mangle]
    extern "C" fn undo(_: i64) {}
}

#[cfg(report)]
fn main() {
    print_sizes();
}
