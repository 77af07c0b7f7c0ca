// The runtime from plain C: coroutine objects, callbacks, no dialect.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "work.h"

static acc_lock mutex = ACC_LOCK_INIT;
static acc_event event = ACC_EVENT_INIT;
static acc_semaphore slots = ACC_SEMAPHORE_INIT(1);
static acc_local user = ACC_LOCAL_INIT("nobody");
static acc_queue *items;
static acc_future *answer;
static acc_task *sleeper;

static void task_ended(acc_task *t, void *arg)
{
    printf("%s: '%s' has ended, error %d\n", (char *)arg, acc_task_name(t),
           acc_task_error(t));
}

static void future_ended(acc_future *f, void *arg)
{
    (void)arg;
    printf("future %d\n", *(int *)acc_future_result(f));
    acc_future_release(f);
}

static void say(void *text) { printf("%s\n", (char *)text); }

static void *in_thread(void *arg)
{
    return strchr(arg, 'r');
}

/* Called by the coroutine `all`, once for each step: gives it what to await. */
static acc_coroutine *step(int i)
{
    int x;
    acc_task *all[4], *t;
    switch (i) {
    case 0:
        acc_call_soon(say, "soon");
        acc_call_later(2 * ACC_MSEC, say, "later");
        acc_call_at(acc_now() + ACC_MSEC, say, "at");
        acc_timer_cancel(acc_call_soon(say, "never"));
        return acc_sleep(3 * ACC_MSEC);
    case 1:
        t = acc_create_task(number(5, ACC_MSEC), "five");
        acc_task_add_callback(t, task_ended, "callback");
        acc_task_detach(t);
        sleeper = acc_create_task(acc_sleep(ACC_FOREVER), NULL);
        printf("%zu tasks\n", acc_all_tasks(all, 4));
        return acc_sleep(2 * ACC_MSEC);
    case 2:
        acc_task_cancel(sleeper);
        printf("cancelling %d\n", acc_task_cancelling(sleeper));
        return acc_join(sleeper);
    case 3:
        x = 42;
        answer = acc_future_new(sizeof(int));
        acc_future_add_callback(answer, future_ended, NULL);
        printf("%d\n", acc_future_set_result(answer, &x, sizeof x));
        printf("%d\n", acc_future_set_error(answer, EIO) == -EALREADY);
        return acc_lock_acquire(&mutex);
    case 4:
        printf("locked %d\n", acc_lock_locked(&mutex));
        acc_lock_release(&mutex);
        acc_event_set(&event);
        return acc_event_wait(&event);
    case 5:
        return acc_semaphore_acquire(&slots);
    case 6:
        printf("semaphore %d\n", acc_semaphore_locked(&slots));
        items = acc_queue_new(int, 0);
        for (x = 1; x <= 3; x++)
            acc_queue_put_nowait_from(items, &x);
        x = 0;
        acc_task_detach(acc_create_task(sum(items), "sum"));
        return acc_queue_join(items);
    case 7:
        x = 0;
        return acc_queue_put_copy(items, &x);
    case 8:
        return acc_sleep(0);
    case 9:
        printf("size %zu\n", acc_queue_size(items));
        x = 8;
        acc_queue_put_nowait_from(items, &x);
        return acc_wait_for(acc_awaitable_of(acc_queue_get(items),
                                             ACC_KIND_COROUTINE),
                            ACC_SEC, sizeof(int));
    case 10:
        acc_queue_free(items);
        acc_local_set(&user, "somebody");
        printf("%s\n", (char *)acc_local_get(&user));
        return acc_to_thread(in_thread, "thread");
    default:
        return fail(ACC_ERROR_USER);
    }
}

int main(void)
{
    int n = 0, error = 0;
    printf("%d", acc_run_into(number(7, ACC_MSEC), &n, sizeof n, &error));
    printf(" %d %d\n", n, error);
    acc_error_register(ACC_ERROR_USER, "MY_ERROR", "my own");
    error = acc_run_into(all(step, 12), NULL, 0, NULL);
    printf("%s: %s\n", acc_error_name(error), acc_strerror(error));

    acc_generator *g = squares(4);
    while (acc_generator_next(g, &n))
        printf("%d ", n);
    acc_generator_close(g);
    printf("\n%s\n", acc_error_name(acc_run_into(NULL, NULL, 0, NULL)));
    printf("close %d\n", acc_coroutine_close(number(1, 0)));
    return 0;
}
