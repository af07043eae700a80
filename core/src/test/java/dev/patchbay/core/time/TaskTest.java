package dev.patchbay.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks and the turns they take.
class TaskTest {
  private final HeldClock clock = new HeldClock();
  private final EventLoop loop = new EventLoop(clock);
  private final List<String> log = new ArrayList<>();
  private Task me;

  @BeforeEach
  void enter() {
    me = loop.enter();
  }

  @AfterEach
  void leave() {
    loop.leave(me);
  }

  // ---- turns

  @Test
  void givesTurnsInTheOrderOfStarting() {
    for (String name : List.of("a", "b", "c")) {
      loop.spawn(true, () -> log.add(name));
    }
    log.add("me");

    loop.sleep(0, Bound.BOUNDED);

    assertThat(log).containsExactly("me", "a", "b", "c");
  }

  @Test
  void givesTurnsInTheOrderOfBecomingReady() {
    List<Wait> waits = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Wait wait = new Wait(loop);
      waits.add(wait);
      loop.spawn(
          true,
          () -> {
            loop.await(wait, Bound.OTHERS);
            log.add(name);
          });
    }
    loop.sleep(1, Bound.BOUNDED);

    waits.get(2).signal();
    waits.get(0).signal();
    waits.get(1).signal();
    waits.get(2).signal();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("c", "a", "b");
  }

  @Test
  void givesAStoppedTaskTheTurnItMissedWhenItIsResumed() {
    Task other =
        loop.spawn(
            true,
            () -> {
              loop.sleep(5, Bound.BOUNDED);
              log.add("other at " + loop.now());
            });
    loop.sleep(1, Bound.BOUNDED);

    other.stop();
    loop.sleep(9, Bound.BOUNDED);
    log.add("me at " + loop.now());
    other.resume();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("me at 10", "other at 10");
  }

  @Test
  void letsATaskThatStopsItselfGoNoFurther() {
    Task other =
        loop.spawn(
            true,
            () -> {
              loop.current().stop();
              loop.checkpoint();
              log.add("other");
            });

    loop.sleep(5, Bound.BOUNDED);
    log.add("me");
    other.resume();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("me", "other");
  }

  @Test
  void letsWhoeverWaitsRunTheEvents() {
    Wait wait = new Wait(loop);
    List<Task> drivers = new ArrayList<>();
    loop.arm(new Timer(0, () -> drivers.add(loop.current())), 5);
    loop.arm(new Timer(0, wait::signal), 10);

    boolean signalled = loop.await(wait, 100, Bound.BOUNDED);

    assertThat(signalled).isTrue();
    assertThat(drivers).containsExactly(me);
    assertThat(loop.now()).isEqualTo(10);
    assertThat(loop.nextTime()).isEqualTo(Clock.NEVER);
  }

  @Test
  void passesTheBatonOnWhenATaskEnds() {
    Wait wait = new Wait(loop);
    loop.arm(new Timer(0, wait::signal), 50);
    Task other =
        loop.spawn(
            true,
            () -> {
              loop.sleep(20, Bound.BOUNDED);
              log.add("other at " + loop.now());
            });

    loop.await(wait, Bound.OTHERS);
    log.add("me at " + loop.now());

    assertThat(log).containsExactly("other at 20", "me at 50");
    assertThat(other.isFinished()).isTrue();
    assertThat(me.isFinished()).isFalse();
  }

  /// It has been there longest, so it runs the events when the other one ends: that is no turn of
  /// its own.
  @Test
  void doesNotTakeItsFirstTurnForTheEndOfItsFirstWait() {
    Wait never = new Wait(loop);
    Task waiting =
        loop.spawn(
            true,
            () -> {
              loop.await(never, Bound.OTHERS);
              log.add("went on");
            });
    loop.leave(me);
    me = loop.enter();
    loop.spawn(true, () -> loop.sleep(10, Bound.BOUNDED));

    loop.sleep(100, Bound.BOUNDED);

    assertThat(log).isEmpty();
    assertThat(waiting.isFinished()).isFalse();
    assertThat(loop.now()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void wakesManyTasksAtTheirTimes(long seed) {
    Random random = new Random(seed);
    int[] late = new int[1];
    int[] turns = new int[1];
    for (int i = 0; i < 50; i++) {
      long[] naps = random.longs(20, 0, 30).toArray();
      loop.spawn(
          random.nextBoolean(),
          () -> {
            for (long nap : naps) {
              long due = loop.now() + nap;
              loop.sleep(nap, Bound.BOUNDED);
              late[0] += loop.now() == due ? 0 : 1;
              turns[0]++;
            }
          });
    }

    loop.sleep(1000, Bound.BOUNDED);

    assertThat(turns).containsExactly(1000);
    assertThat(late).containsExactly(0);
  }

  @Test
  void takesTheSameTurnsEveryTime() {
    leave();
    List<String> first = turnsOfPingPong(7);
    List<String> second = turnsOfPingPong(7);
    me = loop.enter();

    assertThat(first).hasSizeGreaterThan(1000).isEqualTo(second);
  }

  private static List<String> turnsOfPingPong(long seed) {
    EventLoop loop = new EventLoop(new VirtualClock());
    Task boss = loop.enter();
    List<String> turns = new ArrayList<>();
    WaitQueue queue = new WaitQueue(loop);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      String name = "task " + i;
      loop.spawn(
          true,
          () -> {
            for (int round = 0; round < 100; round++) {
              turns.add(name + " at " + loop.now());
              if (random.nextBoolean()) {
                queue.signal();
                loop.sleep(random.nextInt(3), Bound.BOUNDED);
              } else {
                queue.await(loop.now() + 2, Bound.OTHERS);
              }
            }
          });
    }
    loop.sleep(1_000_000, Bound.BOUNDED);
    loop.leave(boss);
    return turns;
  }

  @Test
  void sleepsForEverWhenTheTimeIsBeyondAllTime() {
    loop.spawn(true, () -> loop.sleep(Long.MAX_VALUE, Bound.BOUNDED));
    loop.sleep(1000, Bound.BOUNDED);

    assertThat(loop.nextTime()).isEqualTo(Clock.NEVER);
  }

  // ---- waits

  @Test
  void endsAWaitAtItsDeadline() {
    Wait wait = new Wait(loop);

    boolean signalled = loop.await(wait, 30, Bound.BOUNDED);

    assertThat(signalled).isFalse();
    assertThat(loop.now()).isEqualTo(30);
  }

  @Test
  void takesASignalThatCameBeforeTheWait() {
    Wait wait = new Wait(loop);
    wait.signal();

    assertThat(loop.await(wait, 30, Bound.BOUNDED)).isTrue();
    assertThat(loop.now()).isZero();
    assertThat(loop.await(wait, 30, Bound.BOUNDED)).isFalse();
  }

  @Test
  void saysThatItWasSignalledWhenTheDeadlineComesTogetherWithTheSignal() {
    Wait wait = new Wait(loop);
    loop.spawn(true, () -> signalAt(10, wait));
    loop.sleep(1, Bound.BOUNDED);

    assertThat(loop.await(wait, 10, Bound.BOUNDED)).isTrue();
  }

  private void signalAt(long time, Wait wait) {
    loop.sleep(time - loop.now(), Bound.BOUNDED);
    wait.signal();
  }

  @Test
  void wakesAllOfAQueueAndForgetsThoseThatGaveUp() {
    WaitQueue queue = new WaitQueue(loop);
    for (String name : List.of("a", "b")) {
      loop.spawn(true, () -> log.add(name + " " + queue.await(Clock.NEVER, Bound.OTHERS)));
    }
    loop.spawn(true, () -> log.add("c " + queue.await(5, Bound.BOUNDED)));
    loop.sleep(10, Bound.BOUNDED);

    queue.signal();
    loop.sleep(10, Bound.BOUNDED);
    queue.signal();

    assertThat(log).containsExactly("c false", "a true", "b true");
  }

  @Test
  void refusesToLetAnEventWait() {
    loop.arm(new Timer(0, () -> loop.sleep(5, Bound.BOUNDED)), 5);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> loop.sleep(10, Bound.BOUNDED))
        .withMessage("an event cannot wait");
  }

  @Test
  void forgetsTheCauseOfWhatItWaitedAfter() {
    List<Object> causes = new ArrayList<>();
    loop.spawn(true, () -> causes.add("" + loop.cause()));
    loop.cause("ping");

    loop.sleep(5, Bound.BOUNDED);
    causes.add("" + loop.cause());

    assertThat(causes).containsExactly("null", "null");
  }

  // ---- cancellation

  @Test
  void endsAWaitByCancellation() {
    Killed killed = new Killed();
    Wait wait = new Wait(loop);
    loop.arm(new Timer(0, () -> me.cancel(killed)), 5);

    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> loop.await(wait, 100, Bound.BOUNDED))
        .isSameAs(killed);

    assertThat(loop.now()).isEqualTo(5);
    assertThat(loop.nextTime()).isEqualTo(Clock.NEVER);
    assertThat(loop.await(wait, 20, Bound.BOUNDED)).isFalse();
    assertThat(loop.now()).isEqualTo(20);
  }

  @Test
  void endsTheNextWaitOfATaskThatDoesNotWait() {
    me.cancel(new Killed());

    assertThatExceptionOfType(Killed.class).isThrownBy(loop::checkpoint);
    loop.checkpoint();
    me.cancel(new Killed());
    assertThatExceptionOfType(Killed.class).isThrownBy(() -> loop.sleep(1, Bound.BOUNDED));

    assertThat(loop.now()).isZero();
  }

  @Test
  void losesNoneOfTwoCancellationsAndTakesTheSameOneOnce() {
    Killed first = new Killed();
    Killed second = new Killed();

    me.cancel(first);
    me.cancel(second);
    me.cancel(first);

    assertThatExceptionOfType(Killed.class).isThrownBy(loop::checkpoint).isSameAs(first);
    assertThatExceptionOfType(Killed.class).isThrownBy(loop::checkpoint).isSameAs(second);
    loop.checkpoint();
  }

  @Test
  void takesACancellationBack() {
    Killed killed = new Killed();
    Killed other = new Killed();

    me.cancel(killed);
    me.cancel(other);
    me.withdraw(killed);

    assertThatExceptionOfType(Killed.class).isThrownBy(loop::checkpoint).isSameAs(other);
    loop.checkpoint();
  }

  @Test
  void keepsASignalThatCameTogetherWithACancellation() {
    Wait wait = new Wait(loop);
    Timer both =
        new Timer(
            0,
            () -> {
              wait.signal();
              me.cancel(new Killed());
            });
    loop.arm(both, 5);

    assertThatExceptionOfType(Killed.class).isThrownBy(() -> loop.await(wait, 100, Bound.BOUNDED));

    assertThat(loop.await(wait, 100, Bound.BOUNDED)).isTrue();
    assertThat(loop.now()).isEqualTo(5);
  }

  @Test
  void runsABodyThatIsCancelledBeforeItBegins() {
    Task other =
        loop.spawn(
            true,
            () -> {
              try {
                loop.sleep(50, Bound.BOUNDED);
              } finally {
                log.add("ended at " + loop.now());
              }
            });

    other.cancel(new Killed());
    loop.sleep(10, Bound.BOUNDED);

    assertThat(log).containsExactly("ended at 0");
    assertThat(other.isFinished()).isTrue();
  }

  @Test
  void bearsTheCancellationOfATaskThatHasEnded() {
    Task other = loop.spawn(true, () -> log.add("ran"));
    loop.sleep(1, Bound.BOUNDED);

    other.cancel(new Killed());
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("ran");
  }

  @Test
  void bearsAnInterruptOfItsThread() {
    Wait wait = new Wait(loop);
    loop.spawn(true, () -> signalAt(10, wait));
    Thread.currentThread().interrupt();

    loop.await(wait, Bound.OTHERS);

    assertThat(loop.now()).isEqualTo(10);
    assertThat(Thread.interrupted()).isTrue();
  }

  // ---- faults

  @Test
  void tellsWhoeverEnteredOfAFaultAndNobodyElse() {
    Wait never = new Wait(loop);
    Task innocent =
        loop.spawn(
            true,
            () -> {
              loop.sleep(5, Bound.BOUNDED);
              // From here on it is the one that runs the events: the task that entered sleeps.
              loop.sleep(50, Bound.BOUNDED);
              log.add("innocent at " + loop.now());
            });
    loop.arm(new Timer(0, () -> fail(new AssertionError("fault"))), 10);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> loop.await(never, Bound.OTHERS))
        .withMessage("fault");
    assertThat(loop.now()).isEqualTo(10);
    loop.sleep(100, Bound.BOUNDED);

    assertThat(log).containsExactly("innocent at 55");
    assertThat(innocent.isFinished()).isTrue();
  }

  @Test
  void tellsWhoeverEnteredOfWhatAPostedActionOrATaskThrows() {
    loop.post(() -> fail(new AssertionError("posted")));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> loop.sleep(5, Bound.BOUNDED))
        .withMessage("posted");

    loop.spawn(true, () -> fail(new AssertionError("task")));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> loop.sleep(5, Bound.BOUNDED))
        .withMessage("task");

    loop.post(() -> fail(new AssertionError("checkpoint")));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(loop::checkpoint)
        .withMessage("checkpoint");

    loop.sleep(5, Bound.BOUNDED);
    assertThat(loop.now()).isEqualTo(5);
  }

  private static void fail(Error error) {
    throw error;
  }

  @Test
  void tellsWhoeverEnteredThatEverybodyWaits() {
    Wait never = new Wait(loop);
    Wait other = new Wait(loop);
    Task behind =
        loop.spawn(
            false,
            () -> {
              loop.await(other, Bound.ENDLESS);
              log.add("other");
            });

    assertThatExceptionOfType(Stalled.class).isThrownBy(() -> loop.await(never, Bound.OTHERS));
    assertThat(behind.isFinished()).isFalse();
    other.signal();
    loop.sleep(1, Bound.BOUNDED);

    assertThat(log).containsExactly("other");
  }

  // ---- the outside

  @Test
  void runsWhatIsPostedAtACheckpoint() {
    loop.post(() -> me.cancel(new Killed()));

    assertThatExceptionOfType(Killed.class).isThrownBy(loop::checkpoint);
  }

  /// As if a thread had posted it after the loop looked and before the clock found that nothing is
  /// left.
  @Test
  void doesNotMissWhatIsPostedWhileTheClockIsAboutToStall() {
    VirtualClock virtual = new VirtualClock();
    List<Runnable> outside = new ArrayList<>();
    EventLoop lab = new EventLoop(new PostingClock(virtual, outside));
    Task boss = lab.enter();
    Wait wait = new Wait(lab);
    outside.add(() -> lab.post(wait::signal));

    lab.await(wait, Bound.HOST);

    assertThat(outside).isEmpty();
    assertThatExceptionOfType(Stalled.class).isThrownBy(() -> lab.await(wait, Bound.HOST));
    lab.leave(boss);
  }

  /// The virtual clock, with something that happens each time just before it moves.
  private record PostingClock(Clock clock, List<Runnable> outside) implements Clock {
    @Override
    public long now() {
      return clock.now();
    }

    @Override
    public long awaitUntil(long deadline, Gear gear) {
      if (!outside.isEmpty()) {
        outside.removeFirst().run();
      }
      return clock.awaitUntil(deadline, gear);
    }

    @Override
    public void wake() {
      clock.wake();
    }
  }

  @Test
  void letsOneThreadWorkAtATime() {
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(loop::enter);

    leave();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(loop::current);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> loop.leave(me));

    me = loop.enter();
    assertThat(loop.current()).isSameAs(me);
  }

  @Test
  void letsTasksGoOnWhenSomebodyEntersAgain() {
    loop.spawn(
        true,
        () -> {
          loop.sleep(10, Bound.BOUNDED);
          log.add("at " + loop.now());
        });
    loop.sleep(5, Bound.BOUNDED);

    loop.leave(me);
    me = loop.enter();
    loop.sleep(20, Bound.BOUNDED);

    assertThat(log).containsExactly("at 10");
  }

  // ---- gears

  @Test
  void jumpsForAForegroundThatEndsByItself() {
    assertThat(gear(Bound.BOUNDED)).isEqualTo(Gear.JUMP);
  }

  @Test
  void keepsPaceForAForegroundWithoutEnd() {
    assertThat(gear(Bound.ENDLESS)).isEqualTo(Gear.PACE);
  }

  @Test
  void jumpsForAForegroundThatSomebodyEndsInTime() {
    loop.endsWaits(true);

    assertThat(gear(Bound.ENDLESS)).isEqualTo(Gear.JUMP);
    assertThat(gear(Bound.HOST)).isEqualTo(Gear.STAND);
  }

  @Test
  void standsForAProgramOfTheHost() {
    assertThat(gear(Bound.HOST)).isEqualTo(Gear.STAND);
  }

  @Test
  void jumpsForTheMostBoundedOfTheForeground() {
    behind(true, Bound.ENDLESS);
    behind(true, Bound.HOST);

    assertThat(gear(Bound.BOUNDED)).isEqualTo(Gear.JUMP);
    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.PACE);
  }

  @Test
  void doesNotOvertakeAProgramOfTheHostInTheBackground() {
    behind(false, Bound.HOST);

    assertThat(gear(Bound.BOUNDED)).isEqualTo(Gear.PACE);
    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.PACE);
    assertThat(gear(Bound.HOST)).isEqualTo(Gear.STAND);
  }

  @Test
  void doesNotLetTheBackgroundChooseWhileTheForegroundKnows() {
    behind(false, Bound.ENDLESS);
    assertThat(gear(Bound.BOUNDED)).isEqualTo(Gear.JUMP);
    behind(false, Bound.BOUNDED);
    assertThat(gear(Bound.ENDLESS)).isEqualTo(Gear.PACE);
  }

  @Test
  void asksTheBackgroundWhenTheForegroundWaitsForIt() {
    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.JUMP);
    behind(false, Bound.ENDLESS);
    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.PACE);
    behind(false, Bound.BOUNDED);
    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.JUMP);
  }

  @Test
  void choosesAnewWhenATaskComesToTheFront() {
    Task other = behind(false, Bound.ENDLESS);
    behind(false, Bound.BOUNDED);
    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.JUMP);

    other.foreground(true);

    assertThat(gear(Bound.OTHERS)).isEqualTo(Gear.PACE);
  }

  @Test
  void jumpsWhenItIsDrivenByHand() {
    behind(true, Bound.ENDLESS);
    clock.gears.clear();

    loop.runUntil(loop.now() + 10);

    assertThat(clock.gears).containsOnly(Gear.JUMP);
  }

  /// The gear in which the clock goes while this task waits so.
  private Gear gear(Bound bound) {
    clock.gears.clear();
    loop.await(new Wait(loop), loop.now() + 10, bound);
    assertThat(clock.gears).hasSize(1);
    return clock.gears.getFirst();
  }

  /// Another task that waits so, for a signal that does not come.
  private Task behind(boolean foreground, Bound bound) {
    Task task = loop.spawn(foreground, () -> loop.await(new Wait(loop), bound));
    loop.sleep(0, Bound.BOUNDED);
    return task;
  }

  /// A reason to end.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
