package dev.patchbay.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Events, without tasks.
class EventLoopTest {
  private final EventLoop loop = new EventLoop(new VirtualClock());
  private final List<String> log = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void runsEventsByTimeThenMachineThenArming(long seed) {
    Random random = new Random(seed);
    Model model = new Model();

    for (int round = 0; round < 5_000; round++) {
      switch (random.nextInt(5)) {
        case 0, 1, 2 -> model.arm(random.nextInt(500), loop.now() + random.nextInt(40) - 5);
        case 3 -> model.disarm(random.nextInt(500));
        default -> model.advance(random.nextInt(4));
      }
    }
    model.advance(1000);

    assertThat(model.pending).isEmpty();
    assertThat(loop.events()).isGreaterThan(1000);
  }

  /// What ought to happen: what is pending, sorted anew each time.
  private final class Model {
    private record Pending(long time, int machine, long sequence, int id) {}

    private final List<Timer> timers = new ArrayList<>();
    private final TreeMap<Integer, Pending> pending = new TreeMap<>();
    private final List<Integer> happened = new ArrayList<>();
    private long sequence;

    Model() {
      for (int i = 0; i < 500; i++) {
        int id = i;
        timers.add(new Timer(id % 7, () -> happened.add(id)));
      }
    }

    void arm(int id, long time) {
      loop.arm(timers.get(id), time);
      pending.put(id, new Pending(Math.max(time, loop.now()), id % 7, sequence++, id));
    }

    void disarm(int id) {
      loop.disarm(timers.get(id));
      pending.remove(id);
    }

    void advance(long nanos) {
      long deadline = loop.now() + nanos;
      List<Pending> due = new ArrayList<>(pending.values());
      due.removeIf(each -> each.time > deadline);
      due.sort(
          Comparator.comparingLong(Pending::time)
              .thenComparingInt(Pending::machine)
              .thenComparingLong(Pending::sequence));
      happened.clear();

      loop.runUntil(deadline);

      assertThat(happened).isEqualTo(due.stream().map(Pending::id).toList());
      assertThat(loop.now()).isEqualTo(deadline);
      pending.values().removeAll(due);
      for (int id = 0; id < timers.size(); id++) {
        assertThat(timers.get(id).isArmed()).isEqualTo(pending.containsKey(id));
      }
    }
  }

  @Test
  void ordersQueuesAmongTimers() {
    long time = Clock.START + 10;

    loop.arm(logging(2, "timer 2"), time);
    loop.armQueue(logging(1, "queue 1"), time);
    loop.armQueue(logging(2, "queue 2"), time);
    loop.arm(logging(2, "timer 2 again"), time);
    loop.arm(logging(1, "timer 1"), time);
    loop.armQueue(logging(9, "queue 9"), time - 1);
    loop.runUntil(time);

    assertThat(log)
        .containsExactly("queue 9", "queue 1", "timer 1", "timer 2", "queue 2", "timer 2 again");
  }

  @Test
  void showsAnEventItsOwnTimeAndNoLaterOne() {
    for (int nanos : new int[] {30, 10, 20}) {
      loop.arm(new Timer(0, () -> log.add("" + (loop.now() - Clock.START))), Clock.START + nanos);
    }

    loop.runUntil(Clock.START + 25);

    assertThat(log).containsExactly("10", "20");
    assertThat(loop.now()).isEqualTo(Clock.START + 25);
    assertThat(loop.nextTime()).isEqualTo(Clock.START + 30);
  }

  @Test
  void runsWhatIsOverdueAfterWhatHappensNow() {
    Timer late = logging(0, "late");
    Timer first =
        new Timer(
            0,
            () -> {
              loop.arm(late, loop.now() - 100);
              log.add("first");
            });

    loop.arm(first, Clock.START + 5);
    loop.runUntil(Clock.START + 5);

    assertThat(log).containsExactly("first", "late");
  }

  @Test
  void armsAgainInPlaceOfBefore() {
    Timer timer = logging(0, "once");

    loop.arm(timer, Clock.START + 5);
    loop.arm(timer, Clock.START + 50);
    loop.runUntil(Clock.START + 49);
    assertThat(log).isEmpty();
    loop.runUntil(Clock.NEVER);

    assertThat(log).containsExactly("once");
    assertThat(loop.now()).isEqualTo(Clock.START + 50);
  }

  @Test
  void runsUntilNothingIsLeft() {
    loop.arm(logging(0, "last"), Clock.START + 7);
    loop.arm(logging(0, "never"), Clock.NEVER);

    loop.runUntil(Clock.NEVER);

    assertThat(log).containsExactly("last");
  }

  @Test
  void lendsAQueueTheTimeThatNobodyElseNeeds() {
    List<Boolean> answers = new ArrayList<>();
    Timer queue =
        new Timer(
            1,
            () -> {
              answers.add(loop.advanceWithin(Clock.START + 20));
              answers.add(loop.advanceWithin(Clock.START + 30));
              answers.add(loop.advanceWithin(Clock.START + 25));
            });

    loop.armQueue(queue, Clock.START + 10);
    loop.arm(logging(9, "timer"), Clock.START + 30);
    loop.runUntil(Clock.START + 40);

    assertThat(answers).containsExactly(true, false, true);
    assertThat(log).containsExactly("timer");
    assertThat(loop.events()).isEqualTo(4);
  }

  @Test
  void lendsNoTimeToWhatIsArmedMeanwhile() {
    List<Boolean> answers = new ArrayList<>();
    Timer queue =
        new Timer(
            1,
            () -> {
              answers.add(loop.advanceWithin(Clock.START + 12));
              answers.add(loop.advanceWithin(Clock.START + 14));
              loop.arm(logging(9, "timer"), Clock.START + 15);
              answers.add(loop.advanceWithin(Clock.START + 15));
              answers.add(loop.advanceWithin(Clock.START + 14));
            });

    loop.armQueue(queue, Clock.START + 10);
    loop.arm(logging(9, "late"), Clock.START + 30);
    loop.runUntil(Clock.START + 40);

    assertThat(answers).containsExactly(true, true, false, true);
    assertThat(log).containsExactly("timer", "late");
  }

  @Test
  void tellsAClockThatJumpsWhereItIsBeforeItWaits() {
    List<Long> heard = new ArrayList<>();
    Clock clock = new HearingClock(new VirtualClock(), heard);
    EventLoop ahead = new EventLoop(clock);
    Timer queue =
        new Timer(
            1,
            () -> {
              ahead.advanceWithin(Clock.START + 12);
              ahead.advanceWithin(Clock.START + 14);
              ahead.advanceWithin(Clock.START + 16);
            });

    ahead.armQueue(queue, Clock.START + 10);
    ahead.runUntil(Clock.START + 40);

    assertThat(heard)
        .containsExactly(Clock.START + 10, Clock.START + 12, Clock.START + 16, Clock.START + 40);
  }

  private record HearingClock(Clock clock, List<Long> heard) implements Clock {
    @Override
    public long now() {
      return clock.now();
    }

    @Override
    public long awaitUntil(long deadline, Gear gear) {
      heard.add(deadline);
      return clock.awaitUntil(deadline, gear);
    }

    @Override
    public boolean jumps(Gear gear) {
      return clock.jumps(gear);
    }

    @Override
    public void wake() {
      clock.wake();
    }
  }

  @Test
  void lendsNoTimeBeyondItsOwnLimitOrBeforeSomethingPosted() {
    List<Boolean> answers = new ArrayList<>();
    Timer queue =
        new Timer(
            1,
            () -> {
              answers.add(loop.advanceWithin(Clock.START + 41));
              loop.post(() -> log.add("posted"));
              answers.add(loop.advanceWithin(Clock.START + 20));
            });

    loop.armQueue(queue, Clock.START + 10);
    loop.runUntil(Clock.START + 40);

    assertThat(answers).containsExactly(false, false);
    assertThat(log).containsExactly("posted");
  }

  @Test
  void runsPostedActionsBeforeEventsEvenWhenNoneIsDue() {
    loop.arm(logging(0, "event"), loop.now());
    loop.post(() -> log.add("posted"));
    loop.post(() -> log.add("posted after"));

    loop.runUntil(Clock.START);
    loop.post(() -> log.add("alone"));
    loop.runUntil(Clock.START);

    assertThat(log).containsExactly("posted", "posted after", "event", "alone");
  }

  @Test
  void throwsWhatAnEventThrowsAndCanGoOn() {
    IllegalStateException fault = new IllegalStateException("fault");
    Timer broken =
        new Timer(
            0,
            () -> {
              throw fault;
            });
    loop.arm(broken, Clock.START + 1);
    loop.arm(logging(0, "next"), Clock.START + 2);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> loop.runUntil(Clock.START + 5))
        .isSameAs(fault);
    loop.runUntil(Clock.START + 5);

    assertThat(log).containsExactly("next");
  }

  @Test
  void handsTheCauseDownToWhatIsArmedMeanwhile() {
    List<Object> causes = new ArrayList<>();
    Timer later = new Timer(0, () -> causes.add("" + loop.cause()));
    Timer first =
        new Timer(
            0,
            () -> {
              causes.add("" + loop.cause());
              loop.cause("arp");
              loop.arm(later, loop.now() + 5);
            });

    loop.cause("ping");
    loop.arm(first, Clock.START + 1);
    loop.cause(null);
    loop.runUntil(Clock.START + 10);
    loop.arm(later, Clock.START + 11);
    loop.runUntil(Clock.START + 20);

    assertThat(causes).containsExactly("ping", "arp", "null");
    assertThat(first.cause).isNull();
  }

  @Test
  void stopsForTheOutsideWhenTheClockSaysSo() {
    HeldClock clock = new HeldClock();
    EventLoop held = new EventLoop(clock);
    held.arm(new Timer(0, () -> log.add("event at " + held.now())), 100);
    clock.wakeAt(40, () -> held.post(() -> log.add("posted at " + held.now())));

    held.runUntil(200);

    assertThat(log).containsExactly("posted at 40", "event at 100");
    assertThat(held.now()).isEqualTo(200);
  }

  private Timer logging(int machine, String text) {
    return new Timer(machine, () -> log.add(text));
  }
}
