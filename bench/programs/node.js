// The workloads in JavaScript, on Node: async functions and promises. A yield is
// a setImmediate (a resolved promise would not leave the pass). Queues, lock and
// event are written here, as there are none.
'use strict';
const fs = require('fs');

const n = Number(process.argv[3]);
const param = Number(process.argv[4] || 0);
let started, cpuStarted, ns, cpu, spawned = 0, rss0 = 0, sink = 0;

const now = () => process.hrtime.bigint();
function start() {
  cpuStarted = process.cpuUsage();
  started = now();
}
function stop() {
  ns = now() - started;
  const used = process.cpuUsage(cpuStarted);
  cpu = (used.user + used.system) * 1000;
}

const yields = () => new Promise((go) => setImmediate(go));
const sleep = (ms) => new Promise((go) => setTimeout(go, ms));

function statusKB(key) {
  for (const line of fs.readFileSync('/proc/self/status', 'utf8').split('\n'))
    if (line.startsWith(key)) return parseInt(line.slice(key.length), 10);
  return 0;
}

class Waiters {
  list = [];
  first = 0;
  wait() {
    return new Promise((go) => this.list.push(go));
  }
  get some() {
    return this.first < this.list.length;
  }
  wakeFirst() {
    if (!this.some) return;
    this.list[this.first++]();
    if (this.first === this.list.length) {
      this.list = [];
      this.first = 0;
    }
  }
  wakeAll() {
    const all = this.list;
    this.list = [];
    for (const go of all) go();
  }
}

class Queue {
  items = [];
  first = 0;
  putters = new Waiters();
  getters = new Waiters();
  constructor(room) {
    this.room = room;
  }
  get size() {
    return this.items.length - this.first;
  }
  async put(item) {
    while (this.size >= this.room) await this.putters.wait();
    this.items.push(item);
    this.getters.wakeFirst();
  }
  async get() {
    while (this.size === 0) await this.getters.wait();
    const item = this.items[this.first++];
    if (this.first === this.items.length) {
      this.items = [];
      this.first = 0;
    }
    this.putters.wakeFirst();
    return item;
  }
}

async function outOfLine(x) {
  if (x < 0) await yields();
  return x * 3 + 1;
}

async function descend(depth) {
  if (depth === 0) return 1;
  return (await descend(depth - 1) ^ depth) + 1;
}

async function yielder(n) {
  for (let i = 0; i < n; i++) await yields();
  return n;
}

async function leafYields(depth, n) {
  if (depth > 0) return await leafYields(depth - 1, n);
  return await yielder(n);
}

async function chain(depth) {
  if (depth > 0) return (await chain(depth - 1)) + 1;
  await yields();
  return 0;
}

// A task begins in a later pass.
async function child(x) {
  await undefined;
  return x + 1;
}

async function skynet(number, size) {
  await undefined;
  if (size === 1) return number;
  const tasks = [];
  for (let i = 0; i < 10; i++)
    tasks.push(skynet(number + i * (size / 10), size / 10));
  let sum = 0;
  for (const v of await Promise.all(tasks)) sum += v;
  return sum;
}

async function withTimeout(promise, ms) {
  let timer;
  const late = new Promise((go) => {
    timer = setTimeout(go, ms, undefined);
  });
  const v = await Promise.race([promise, late]);
  clearTimeout(timer);
  return v;
}

const workloads = {
  async w1() {
    for (let i = 0; i < n; i++) sink ^= await outOfLine(i);
    return n;
  },
  async 'w1.recursive'() {
    let done = 0;
    for (; done < n; done += 20) sink ^= await descend(19);
    return done;
  },
  w2: () => yielder(n),
  async w2p() {
    await Promise.all([yielder(n - (n >> 1)), yielder(n >> 1)]);
    return n;
  },
  w3: () => leafYields(param || 100, n),
  async w3b() {
    const depth = param || 100;
    let done = 0;
    for (; done < n; done += depth) sink = await chain(depth);
    return done;
  },
  async w4() {
    for (let i = 0; i < n; i++) sink += await child(i);
    return n;
  },
  async w4g() {
    let done = 0;
    for (; done < n; done += 1000) {
      const tasks = [];
      for (let i = 0; i < 1000; i++) tasks.push(child(i));
      await Promise.all(tasks);
    }
    return done;
  },
  async fire() {
    let fired = 0;
    const shot = async () => {
      await undefined;
      fired++;
    };
    for (let i = 1; i <= n; i++) {
      shot();
      if (i % 100 === 0) await undefined;
    }
    while (fired < n) await yields();
    return n;
  },
  async w5() {
    rss0 = statusKB('VmRSS:');
    start();
    const sleeper = async () => {
      await sleep(10000);
    };
    const tasks = [];
    for (let i = 0; i < n; i++) tasks.push(sleeper());
    spawned = now() - started;
    await Promise.all(tasks);
    return n;
  },
  async w6() {
    const q = new Queue(param || 1);
    const producer = async () => {
      for (let i = 0; i < n; i++) await q.put(i);
    };
    const consumer = async () => {
      for (let i = 0; i < n; i++) sink += await q.get();
    };
    await Promise.all([producer(), consumer()]);
    return n;
  },
  async ring() {
    const members = param || 503, queues = [], end = new Waiters();
    for (let i = 0; i < members; i++) queues.push(new Queue(1));
    const member = async (mine, next) => {
      for (;;) {
        const token = await mine.get();
        if (token === 0) break;
        await next.put(token - 1);
      }
      end.wakeAll();
    };
    for (let i = 0; i < members; i++)
      member(queues[i], queues[(i + 1) % members]);
    const ended = end.wait();
    await queues[0].put(n);
    await ended;
    return n;
  },
  async sieve() {
    let items = 0, source = new Queue(1), stop = false;
    const numbers = async (out) => {
      for (let i = 2; !stop; i++) await out.put(i);
    };
    const filter = async (source, out, prime) => {
      while (!stop) {
        const i = await source.get();
        items++;
        if (i % prime !== 0) await out.put(i);
      }
    };
    numbers(source);
    for (let i = 0; i < n; i++) {
      const prime = await source.get();
      items++;
      const out = new Queue(1);
      filter(source, out, prime);
      source = out;
    }
    stop = true;
    return items;
  },
  async lock() {
    const tasks = param || 10, each = Math.ceil(n / tasks);
    const waiters = new Waiters();
    let locked = false;
    const locker = async () => {
      for (let i = 0; i < each; i++) {
        if (locked) await waiters.wait();
        locked = true;
        await yields();
        if (waiters.some) waiters.wakeFirst();
        else locked = false;
      }
    };
    const all = [];
    for (let i = 0; i < tasks; i++) all.push(locker());
    await Promise.all(all);
    return each * tasks;
  },
  async event() {
    const tasks = param || 10000, rounds = Math.ceil(n / tasks);
    const news = new Waiters();
    let waiting = 0;
    const listener = async () => {
      for (let i = 0; i < rounds; i++) {
        waiting++;
        await news.wait();
      }
    };
    const all = [];
    for (let i = 0; i < tasks; i++) all.push(listener());
    for (let i = 0; i < rounds; i++) {
      while (waiting < tasks) await yields();
      waiting = 0;
      news.wakeAll();
    }
    await Promise.all(all);
    return rounds * tasks;
  },
  async w7() {
    let leaves = 1;
    while (leaves < n) leaves *= 10;
    if (await skynet(0, leaves) !== leaves * (leaves - 1) / 2)
      throw new Error('wrong sum');
    return leaves;
  },
  async w8a() {
    for (let i = 0; i < n; i++) sink ^= await withTimeout(outOfLine(i), 10000);
    return n;
  },
  async w8b() {
    const oneYield = async (x) => {
      await yields();
      return x;
    };
    for (let i = 0; i < n; i++) sink ^= await withTimeout(oneYield(i), 10000);
    return n;
  },
  async w8c() {
    const timesOut = async (i) => {
      let long;
      const forever = new Promise((go) => {
        long = setTimeout(go, 3600000, 1);
      });
      const v = await withTimeout(forever, 1 + i % 10);
      clearTimeout(long);
      if (v !== undefined) throw new Error('in time');
    };
    const all = [];
    for (let i = 0; i < n; i++) all.push(timesOut(i));
    await Promise.all(all);
    return n;
  },
  async timers() {
    const pending = param || 1000000, all = [];
    let random = 1;
    for (let i = -pending; i < n; i++) {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      const at = i < 0 ? i + pending : random % pending;
      clearTimeout(all[at]);
      all[at] = setTimeout(() => process.abort(), 100000 + random % 1000000);
      if (i === -1) start();
    }
    stop();
    for (const t of all) clearTimeout(t);
    return n;
  },
};

const run = workloads[process.argv[2]];
if (process.argv.length < 4) process.exit(2);
if (!run) process.exit(77);
start();
run().then((ops) => {
  if (!ns) stop();
  let line = `ops=${ops} ns=${ns} rss_kb=${statusKB('VmHWM:')} cpu_ns=${cpu}`;
  if (spawned) line += ` spawn_ns=${spawned} rss0_kb=${rss0}`;
  console.log(line);
  process.exit(0);
});
