package dev.patchbay.core.time;

/// Everybody waits and nothing is left that could end a wait.
public final class Stalled extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Stalled() {
    super("everything waits, and nothing is left that could end the wait");
  }
}
