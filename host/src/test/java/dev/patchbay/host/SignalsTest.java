package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Signal;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.Wait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SignalsTest {
  @Test
  void reachTheLabWhereItWaits() throws Exception {
    Outside outside = new Outside();
    EventLoop loop = new EventLoop(new HostClock(outside));
    Task task = loop.enter();
    Wait wait = new Wait(loop);
    List<Signal> received = new ArrayList<>();
    Signals.handle(
        loop,
        outside,
        signal -> {
          received.add(signal);
          wait.signal();
        });

    LibC.kill(ProcessHandle.current().pid(), Signal.TERM.number());
    loop.await(wait, Bound.ENDLESS);

    assertThat(received).containsExactly(Signal.TERM);
    loop.leave(task);
  }
}
