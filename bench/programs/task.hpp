/*
 * A lean task<T> of C++20: symmetric transfer at both ends, errors as
 * exceptions, a frame from operator new.
 */
#ifndef BENCH_TASK_HPP
#define BENCH_TASK_HPP

#include <coroutine>
#include <exception>
#include <utility>

/* The scheduler's: h is resumed some time later. */
void schedule(std::coroutine_handle<> h);

/* A base of promises: where frames come from. */
#ifndef BENCH_FRAME_MEMORY
struct FrameMemory {};
#endif

struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Promise> h) noexcept
    {
        return h.promise().continuation;
    }
    void await_resume() noexcept {}
};

struct PromiseBase {
    std::coroutine_handle<> continuation = std::noop_coroutine();
    std::exception_ptr error;

    std::suspend_always initial_suspend() noexcept { return {}; }
    FinalAwaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() { error = std::current_exception(); }
};

template <class T> struct Value : PromiseBase {
    T value;
    void return_value(T v) { value = v; }
    T take()
    {
        if (error)
            std::rethrow_exception(error);
        return value;
    }
};

template <> struct Value<void> : PromiseBase {
    void return_void() {}
    void take()
    {
        if (error)
            std::rethrow_exception(error);
    }
};

/* Owned, and awaited once: begun by the await, or before by start. */
template <class T> class [[nodiscard]] task {
public:
    struct promise_type : Value<T>, FrameMemory {
        task get_return_object()
        {
            return task(std::coroutine_handle<promise_type>::from_promise(*this));
        }
    };

    task() = default;
    task(task &&t) noexcept
        : handle(std::exchange(t.handle, nullptr)), started(t.started)
    {
    }
    task &operator=(task &&t) noexcept
    {
        if (handle)
            handle.destroy();
        handle = std::exchange(t.handle, nullptr);
        started = t.started;
        return *this;
    }
    ~task()
    {
        if (handle)
            handle.destroy();
    }

    task &&start() &&
    {
        started = true;
        schedule(handle);
        return std::move(*this);
    }

    bool await_ready() const noexcept { return started && handle.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept
    {
        handle.promise().continuation = h;
        return started ? std::noop_coroutine() : std::coroutine_handle<>(handle);
    }
    T await_resume() { return handle.promise().take(); }

private:
    explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
    std::coroutine_handle<promise_type> handle;
    bool started = false;
};

#endif
