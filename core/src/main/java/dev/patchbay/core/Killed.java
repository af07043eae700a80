package dev.patchbay.core;

/// A process is ended by a signal: thrown where it waits, writes, or begins a loop round.
public final class Killed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Process process;
  private final Signal signal;

  public Killed(Process process, Signal signal) {
    super(signal.name(), null, false, false);
    this.process = process;
    this.signal = signal;
  }

  /// Which process ends.
  public Process process() {
    return process;
  }

  public Signal signal() {
    return signal;
  }
}
