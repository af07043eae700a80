package dev.patchbay.host;

import dev.patchbay.core.Signal;
import dev.patchbay.core.time.EventLoop;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Signals that somebody sends to this process, handed to the lab.
///
/// The lab hears of one where it waits. When it has not heard of the last one by the time of the
/// next, it works without end, and the process ends as it would have without a handler.
public final class Signals {
  private static final List<Signal> ENDING = List.of(Signal.INT, Signal.TERM, Signal.HUP);

  private final EventLoop loop;
  private final Consumer<Signal> handler;
  private final AtomicBoolean unheard = new AtomicBoolean();

  private Signals(EventLoop loop, Consumer<Signal> handler) {
    this.loop = loop;
    this.handler = handler;
  }

  /// Runs `handler` in the loop at SIGINT, SIGTERM and SIGHUP, from now on. Takes some
  /// milliseconds, and may be called by any thread.
  public static void handle(EventLoop loop, Outside outside, Consumer<Signal> handler) {
    Signals signals = new Signals(loop, handler);
    outside.interruptible();
    for (Signal signal : ENDING) {
      install(signal, () -> signals.received(signal));
    }
  }

  /// As [#handle], not waiting until it is done: meanwhile a signal ends the process.
  public static void handleSoon(EventLoop loop, Outside outside, Consumer<Signal> handler) {
    outside.interruptible();
    Thread.ofPlatform().daemon().name("signals").start(() -> handle(loop, outside, handler));
  }

  /// Runs `handler` in the loop at a signal that is to end nothing: the terminal's window has
  /// another size, or Ctrl-Z.
  public static void handle(EventLoop loop, Signal signal, Runnable handler) {
    install(signal, () -> loop.post(handler));
  }

  private void received(Signal signal) {
    if (unheard.getAndSet(true)) {
      System.exit(128 + signal.number());
    }
    loop.post(() -> {
      unheard.set(false);
      handler.accept(signal);
    });
  }

  /// `sun.misc.Signal.handle`, by reflection: the compiler warns of every mention of it, and
  /// warnings are errors here.
  private static void install(Signal signal, Runnable action) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      InvocationHandler invocation =
          (proxy, method, arguments) -> {
            action.run();
            return null;
          };
      Object handler =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handlers}, invocation);
      signals
          .getMethod("handle", signals, handlers)
          .invoke(null, signals.getConstructor(String.class).newInstance(signal.name()), handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no signals on this Java", e);
    }
  }
}
