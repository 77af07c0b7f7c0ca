// The workloads in Go: goroutines, channels, sync and time. A join is a channel
// of capacity 1; there is no await of a call but the call itself (w1).
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var (
	n, param   int
	sink       int
	started    time.Time
	cpuStarted time.Duration
	spawned    time.Duration
	rss0       int
	one        = len(os.Args[0]) | 1
)

// Processor time of the process.
func cpu() time.Duration {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func start() {
	started, cpuStarted = time.Now(), cpu()
}

func statusKB(key string) int {
	text, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, key) {
			kb, _ := strconv.Atoi(strings.Fields(line)[1])
			return kb
		}
	}
	return 0
}

func paramOr(otherwise int) int {
	if param > 0 {
		return param
	}
	return otherwise
}

// In a goroutine; the value comes by the channel.
func spawn(f func() int) chan int {
	c := make(chan int, 1)
	go func() { c <- f() }()
	return c
}

//go:noinline
func outOfLine(x int) int {
	if x < 0 {
		runtime.Gosched()
	}
	return x*3 + 1
}

func w1() int {
	sum := 0
	for i := 0; i < n; i++ {
		sum ^= outOfLine(i)
	}
	sink = sum
	return n
}

//go:noinline
func descend(depth int) int {
	if depth == 0 {
		return one
	}
	return (descend(depth-1) ^ depth) + 1
}

func w1Recursive() int {
	done := 0
	for ; done < n; done += 20 {
		sink ^= descend(19)
	}
	return done
}

func yielder(n int) int {
	for i := 0; i < n; i++ {
		runtime.Gosched()
	}
	return n
}

func w2p() int {
	a := spawn(func() int { return yielder(n - n/2) })
	b := spawn(func() int { return yielder(n / 2) })
	return <-a + <-b
}

//go:noinline
func leafYields(depth, n int) int {
	if depth > 0 {
		return leafYields(depth-1, n) + 1
	}
	return yielder(n)
}

func w3() int {
	leafYields(paramOr(100), n)
	return n
}

//go:noinline
func chain(depth int) int {
	if depth > 0 {
		return chain(depth-1) + 1
	}
	runtime.Gosched()
	return 0
}

func w3b() int {
	depth, done := paramOr(100), 0
	for ; done < n; done += depth {
		sink = chain(depth)
	}
	return done
}

func w4() int {
	sum := 0
	for i := 0; i < n; i++ {
		i := i
		sum += <-spawn(func() int { return i + 1 })
	}
	sink = sum
	return n
}

func w4g() int {
	const many = 1000
	results := make([]int, many)
	done := 0
	for ; done < n; done += many {
		var all sync.WaitGroup
		all.Add(many)
		for i := 0; i < many; i++ {
			i := i
			go func() {
				results[i] = i + 1
				all.Done()
			}()
		}
		all.Wait()
	}
	return done
}

func fire() int {
	var fired atomic.Int64
	for i := 1; i <= n; i++ {
		go func() { fired.Add(1) }()
		if i%100 == 0 {
			runtime.Gosched()
		}
	}
	for int(fired.Load()) < n {
		runtime.Gosched()
	}
	return n
}

func w5() int {
	rss0 = statusKB("VmRSS:")
	start()
	var asleep atomic.Int64
	var all sync.WaitGroup
	all.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			asleep.Add(1)
			time.Sleep(10 * time.Second)
			all.Done()
		}()
	}
	for int(asleep.Load()) < n {
		runtime.Gosched()
	}
	spawned = time.Since(started)
	all.Wait()
	return n
}

func w6() int {
	q := make(chan int, paramOr(1))
	go func() {
		for i := 0; i < n; i++ {
			q <- i
		}
	}()
	sink = <-spawn(func() int {
		sum := 0
		for i := 0; i < n; i++ {
			sum += <-q
		}
		return sum
	})
	return n
}

func ring() int {
	members := paramOr(503)
	queues := make([]chan int, members)
	for i := range queues {
		queues[i] = make(chan int, 1)
	}
	end := make(chan int)
	for i := range queues {
		mine, next := queues[i], queues[(i+1)%members]
		go func() {
			for {
				token := <-mine
				if token == 0 {
					end <- 0
					return
				}
				next <- token - 1
			}
		}()
	}
	queues[0] <- n
	<-end
	return n
}

func sieve() int {
	var items atomic.Int64
	in := make(chan int, 1)
	go func(out chan int) {
		for i := 2; ; i++ {
			out <- i
		}
	}(in)
	for i := 0; i < n; i++ {
		prime := <-in
		items.Add(1)
		sink = prime
		out := make(chan int, 1)
		go func(in, out chan int) {
			for {
				i := <-in
				items.Add(1)
				if i%prime != 0 {
					out <- i
				}
			}
		}(in, out)
		in = out
	}
	return int(items.Load())
}

func lockHandover() int {
	tasks := paramOr(10)
	each := (n + tasks - 1) / tasks
	var lock sync.Mutex
	var all sync.WaitGroup
	all.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() {
			for i := 0; i < each; i++ {
				lock.Lock()
				runtime.Gosched()
				lock.Unlock()
			}
			all.Done()
		}()
	}
	all.Wait()
	return each * tasks
}

// An event is a channel that is closed.
func eventBroadcast() int {
	tasks := paramOr(10000)
	rounds := (n + tasks - 1) / tasks
	news := make(chan struct{})
	var waiting atomic.Int64
	var all sync.WaitGroup
	all.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() {
			for i := 0; i < rounds; i++ {
				waiting.Add(1)
				<-news
			}
			all.Done()
		}()
	}
	for i := 0; i < rounds; i++ {
		for int(waiting.Load()) < tasks {
			runtime.Gosched()
		}
		waiting.Store(0)
		old := news
		news = make(chan struct{})
		close(old)
	}
	all.Wait()
	return rounds * tasks
}

func skynet(number, size int, result chan int) {
	if size == 1 {
		result <- number
		return
	}
	c := make(chan int, 10)
	for i := 0; i < 10; i++ {
		go skynet(number+i*(size/10), size/10, c)
	}
	sum := 0
	for i := 0; i < 10; i++ {
		sum += <-c
	}
	result <- sum
}

func w7() int {
	leaves := 1
	for leaves < n {
		leaves *= 10
	}
	c := make(chan int, 1)
	go skynet(0, leaves, c)
	if <-c != leaves*(leaves-1)/2 {
		panic("wrong sum")
	}
	return leaves
}

func withTimeout(f func(context.Context) int, d time.Duration) (int, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	v := f(ctx)
	return v, ctx.Err() == nil
}

func w8a() int {
	for i := 0; i < n; i++ {
		v, _ := withTimeout(func(context.Context) int { return outOfLine(i) },
			10*time.Second)
		sink ^= v
	}
	return n
}

func w8b() int {
	for i := 0; i < n; i++ {
		v, _ := withTimeout(func(context.Context) int {
			runtime.Gosched()
			return i
		}, 10*time.Second)
		sink ^= v
	}
	return n
}

func w8c() int {
	var all sync.WaitGroup
	all.Add(n)
	for i := 0; i < n; i++ {
		d := time.Duration(1+i%10) * time.Millisecond
		go func() {
			_, inTime := withTimeout(func(c context.Context) int {
				long := time.NewTimer(time.Hour)
				defer long.Stop()
				select {
				case <-c.Done():
				case <-long.C:
				}
				return 0
			}, d)
			if inTime {
				panic("in time")
			}
			all.Done()
		}()
	}
	all.Wait()
	return n
}

func timers() int {
	pending := paramOr(1000000)
	all := make([]*time.Timer, pending)
	random := uint64(1)
	for i := -pending; i < n; i++ {
		random = random*6364136223846793005 + 1442695040888963407
		d := 100*time.Second + time.Duration(random>>24)
		at := i + pending
		if i >= 0 {
			at = int(random>>33) % pending
			all[at].Stop()
		}
		all[at] = time.AfterFunc(d, func() { panic("fires") })
		if i == -1 {
			start()
		}
	}
	return n
}

func main() {
	if len(os.Args) < 3 {
		os.Exit(2)
	}
	workloads := map[string]func() int{
		"w1": w1, "w1.recursive": w1Recursive,
		"w2": func() int { return yielder(n) }, "w2p": w2p, "w3": w3,
		"w3b": w3b, "w4": w4, "w4g": w4g, "fire": fire, "w5": w5, "w6": w6,
		"ring": ring, "sieve": sieve, "lock": lockHandover,
		"event": eventBroadcast, "w7": w7, "w8a": w8a, "w8b": w8b, "w8c": w8c,
		"timers": timers,
	}
	f, known := workloads[os.Args[1]]
	if !known {
		os.Exit(77)
	}
	n, _ = strconv.Atoi(os.Args[2])
	if len(os.Args) > 3 {
		param, _ = strconv.Atoi(os.Args[3])
	}
	start()
	ops := f()
	ns := time.Since(started).Nanoseconds()
	fmt.Printf("ops=%d ns=%d rss_kb=%d cpu_ns=%d", ops, ns, statusKB("VmHWM:"),
		(cpu() - cpuStarted).Nanoseconds())
	if spawned != 0 {
		fmt.Printf(" spawn_ns=%d rss0_kb=%d", spawned.Nanoseconds(), rss0)
	}
	fmt.Println()
}
