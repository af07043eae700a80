package dev.patchbay.core.time;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Makes everything happen, one thing at a time.
///
/// **Whoever waits runs the loop.** There is no loop thread: a [Task] that waits takes the next
/// event and runs it, until what it waits for has come about. When that makes another task ready,
/// it passes the baton on and sleeps until it is its turn. So at any moment one thread works, in an
/// order that depends on nothing but the events.
///
/// **Faults go to whoever entered.** What an event or a posted action throws is no fault of the
/// task that happens to run the loop. It ends the wait of the task that [#enter]ed, as a
/// cancellation does, and all others go on; so does what a task throws that is not its own
/// cancellation, and [Stalled]. From [#runUntil] it comes out directly.
public final class EventLoop {
  private final Clock clock;
  private final EventHeap timers = new EventHeap();

  /// Apart from the timers, because there are few and each comes back at once: the machines'
  /// backlogs.
  private final EventHeap queues = new EventHeap();

  private final ArrayDeque<Task> ready = new ArrayDeque<>();
  private final List<Task> tasks = new ArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();

  /// Whether something may have been posted: one look for whoever asks after every packet.
  private volatile boolean mayHavePosted;

  private @Nullable Task entered;
  private @Nullable Task running;
  private @Nullable Gear gear;
  private @Nullable Object cause;
  private long now;
  private long limit = Clock.NEVER;

  /// Before this time nothing is due, nobody is ready, and the clock jumps: 0 while that is not
  /// known.
  private long horizon;

  /// Whether the loop may have gone on without the clock.
  private boolean ahead;

  private long sequence;
  private long events;
  private boolean inStep;
  private boolean draining;
  private boolean endsWaits;

  public EventLoop(Clock clock) {
    this.clock = clock;
    this.now = clock.now();
  }

  /// The lab's time, in nanoseconds since 1970. It moves only between events.
  public long now() {
    return now;
  }

  /// How many events have run.
  public long events() {
    return events;
  }

  /// What is under way: set by whoever takes something up, inherited by every event armed
  /// meanwhile. It ends with the event, or with a task's next wait.
  public @Nullable Object cause() {
    return cause;
  }

  /// Says what is under way from now on.
  public void cause(@Nullable Object value) {
    cause = value;
  }

  // ---- events

  /// Lets the event happen at `time`, or right after what happens now when that has passed.
  public void arm(Event event, long time) {
    disarm(event);
    event.cause = cause;
    timers.add(event, soonest(time), sequence++);
  }

  /// When what is armed for `time` can happen, at which whoever looks ahead has to stop.
  private long soonest(long time) {
    long due = Math.max(time, now);
    horizon = Math.min(horizon, due);
    return due;
  }

  /// The event does not happen.
  public void disarm(Event event) {
    if (event.isArmed()) {
      timers.remove(event);
      event.cause = null;
    }
  }

  /// As [#arm], for a queue that is served again and again. A queue cannot be disarmed.
  public void armQueue(Event queue, long time) {
    queues.add(queue, soonest(time), sequence++);
  }

  /// Whether a queue that is being served may go on until `time` without looking back: nothing else
  /// is due before, nobody has become ready. Moves the clock there when it may.
  public boolean advanceWithin(long time) {
    if (mayHavePosted) {
      return false;
    }
    if (time < horizon) {
      now = Math.max(now, time);
    } else if (!isFree(time) || !reach(time)) {
      return false;
    } else {
      lookAhead();
    }
    events++;
    return true;
  }

  private boolean isFree(long time) {
    return time < nextTime() && time <= limit && ready.isEmpty();
  }

  private void lookAhead() {
    if (clock.jumps(gear())) {
      horizon = Math.min(nextTime(), Math.max(limit, limit + 1));
      ahead = true;
    }
  }

  /// Runs what is due until `deadline` and stops there; until nothing is left with [Clock#NEVER].
  /// The clock jumps. For tests, benchmarks, and programs without tasks.
  public void runUntil(long deadline) {
    limit = deadline;
    draining = true;
    gearChanged();
    try {
      while (hasWorkUntil(deadline)) {
        step();
      }
    } finally {
      limit = Clock.NEVER;
      draining = false;
      gearChanged();
    }
  }

  private boolean hasWorkUntil(long deadline) {
    while (posted.isEmpty()) {
      long next = nextTime();
      if (next <= deadline && next != Clock.NEVER) {
        return true;
      }
      if (now >= deadline || deadline == Clock.NEVER) {
        return false;
      }
      reach(deadline);
    }
    return true;
  }

  /// When the next event is due, or [Clock#NEVER].
  public long nextTime() {
    return Math.min(timers.firstTime(), queues.firstTime());
  }

  /// Runs `action` in the loop, soon. May be called by any thread.
  public void post(Runnable action) {
    posted.add(action);
    mayHavePosted = true;
    clock.wake();
  }

  private void step() {
    inStep = true;
    try {
      Runnable outside = takePosted();
      if (outside != null) {
        outside.run();
      } else if (reach(nextTime())) {
        runNext();
      }
    } finally {
      inStep = false;
      cause = null;
    }
  }

  private @Nullable Runnable takePosted() {
    if (mayHavePosted) {
      // Before the look into the queue: what is posted behind that says so again.
      mayHavePosted = false;
    }
    Runnable action = posted.poll();
    if (!posted.isEmpty()) {
      mayHavePosted = true;
    }
    return action;
  }

  /// Lets the clock go on to `time`; returns whether it got there.
  private boolean reach(long time) {
    if (time > now) {
      catchUp();
      long reached = clock.awaitUntil(time, gear());
      now = Math.max(now, Math.min(reached, time));
    }
    return now >= time && time != Clock.NEVER;
  }

  /// Tells the clock where the loop is.
  private void catchUp() {
    if (ahead) {
      ahead = false;
      horizon = 0;
      clock.awaitUntil(now, Gear.JUMP);
    }
  }

  private void runNext() {
    Event event = (queueIsFirst() ? queues : timers).removeFirst();
    events++;
    cause = event.cause;
    event.cause = null;
    event.run();
  }

  private boolean queueIsFirst() {
    long queue = queues.firstTime();
    long timer = timers.firstTime();
    return queue < timer || (queue == timer && queues.firstOrder() < timers.firstOrder());
  }

  // ---- tasks

  /// Makes the calling thread a task, the first one of the lab: it holds the baton from now on.
  public synchronized Task enter() {
    if (running != null) {
      throw new IllegalStateException("somebody works in this lab already");
    }
    Task task = new Task(this, Thread.currentThread(), true);
    tasks.add(task);
    entered = task;
    running = task;
    return task;
  }

  /// Ends what [#enter] began. Other tasks sleep until somebody enters again.
  public synchronized void leave(Task task) {
    if (!task.equals(running) || !task.equals(entered)) {
      throw new IllegalStateException("only who entered and works now can leave");
    }
    finish(task);
    entered = null;
    running = null;
  }

  /// The task that holds the baton.
  public Task current() {
    Task task = running;
    if (task == null) {
      throw new IllegalStateException("nobody works in this lab: enter() first");
    }
    return task;
  }

  /// Whether it is this task that holds the baton.
  boolean isCurrent(Task task) {
    return task.equals(running);
  }

  /// Starts a task, on a thread of its own, that gets its first turn after those that are ready
  /// now. The body runs in any case; a cancellation that came before meets its first wait.
  public Task spawn(boolean foreground, Runnable body) {
    Task[] holder = new Task[1];
    Thread thread = Thread.ofVirtual().unstarted(() -> work(holder[0], body));
    Task task = new Task(this, thread, foreground);
    holder[0] = task;
    tasks.add(task);
    gearChanged();
    thread.start();
    ready(task);
    return task;
  }

  private void work(Task task, Runnable body) {
    task.awaitBaton();
    task.hasTurn = false;
    try {
      body.run();
    } catch (RuntimeException | Error e) {
      if (!task.isCancellation(e)) {
        fault(e);
      }
    } finally {
      finish(task);
      passOn();
    }
  }

  private void finish(Task task) {
    task.finished = true;
    tasks.remove(task);
    cause = null;
    gearChanged();
  }

  private void fault(Throwable thrown) {
    Task boss = entered;
    if (boss == null) {
      throw new IllegalStateException("nobody has entered this lab", thrown);
    }
    boss.fail(thrown);
  }

  /// The baton goes to whoever is ready first; when nobody is, the task that has been there longest
  /// runs the loop.
  private void passOn() {
    Task next = ready.poll();
    if (next != null) {
      giveTurn(next);
    } else {
      giveBaton(tasks.getFirst());
    }
  }

  private void giveTurn(Task task) {
    task.inQueue = false;
    task.hasTurn = true;
    giveBaton(task);
  }

  private void giveBaton(Task task) {
    running = task;
    task.giveBaton();
  }

  void ready(Task task) {
    if (task.takesTurn()) {
      task.inQueue = true;
      ready.add(task);
      horizon = 0;
    }
  }

  /// Takes it out of the queue; returns whether it was there.
  boolean unready(Task task) {
    task.inQueue = false;
    return ready.remove(task);
  }

  /// Waits until `wait` is signalled.
  ///
  /// @throws RuntimeException the task's cancellation
  public void await(Wait wait, Bound bound) {
    await(wait, Clock.NEVER, bound);
  }

  /// Waits until `wait` is signalled or the time is `deadline`; returns whether it was signalled. A
  /// signal that comes together with a cancellation is kept for the next wait.
  ///
  /// @throws RuntimeException the task's cancellation
  public boolean await(Wait wait, long deadline, Bound bound) {
    if (inStep) {
      throw new IllegalStateException("an event cannot wait");
    }
    Task me = current();
    me.throwIfCancelled();
    if (wait.takeReady()) {
      return true;
    }
    cause = null;
    me.armTimeout(deadline);
    me.waiting = true;
    me.bound = bound;
    wait.task = me;
    gearChanged();
    try {
      runUntilTurn(me);
    } finally {
      wait.task = null;
      me.waiting = false;
      me.bound = Bound.OTHERS;
      me.disarmTimeout();
      gearChanged();
    }
    me.throwIfCancelled();
    return wait.takeReady();
  }

  /// Lets `nanos` pass.
  ///
  /// @throws RuntimeException the task's cancellation
  public void sleep(long nanos, Bound bound) {
    await(new Wait(this), nanos < Clock.NEVER - now ? now + nanos : Clock.NEVER, bound);
  }

  /// Runs what has been posted, throws the current task's cancellation, if there is one, and waits
  /// while it is stopped: for loops that neither wait nor write.
  public void checkpoint() {
    while (!posted.isEmpty()) {
      stepForAll();
    }
    Task me = current();
    me.throwIfCancelled();
    if (me.isStopped()) {
      sleep(0, Bound.OTHERS);
    }
  }

  private void runUntilTurn(Task me) {
    while (true) {
      Task next = ready.poll();
      if (next == null) {
        stepForAll();
      } else if (next.equals(me)) {
        me.inQueue = false;
        return;
      } else {
        giveTurn(next);
        me.awaitBaton();
        if (me.hasTurn) {
          me.hasTurn = false;
          return;
        }
      }
    }
  }

  private void stepForAll() {
    try {
      step();
    } catch (RuntimeException | Error e) {
      fault(e);
    }
  }

  // ---- gears

  /// Whether somebody ends every wait in time, so that the clock jumps for one without a bound,
  /// too.
  public void endsWaits(boolean value) {
    endsWaits = value;
    gearChanged();
  }

  void gearChanged() {
    gear = null;
    horizon = 0;
  }

  private Gear gear() {
    Gear known = gear;
    if (known == null) {
      known = draining ? Gear.JUMP : Gear.askedBy(tasks, endsWaits);
      gear = known;
    }
    return known;
  }
}
