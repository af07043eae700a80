package dev.patchbay.core;

import org.jspecify.annotations.Nullable;

/// The signals that lab scripts use, with Linux's numbers (signal(7)).
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  ABRT(6),
  KILL(9),
  USR1(10),
  SEGV(11),
  USR2(12),
  PIPE(13),
  ALRM(14),
  TERM(15),
  CHLD(17),
  CONT(18),
  STOP(19),
  TSTP(20),
  WINCH(28);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// Whether a process that does nothing about it goes on.
  public boolean isIgnoredByDefault() {
    return this == CHLD || this == CONT || this == WINCH;
  }

  /// The signal of this number or name, with or without `SIG`; null when there is none.
  public static @Nullable Signal of(String word) {
    String name = word.startsWith("SIG") ? word.substring(3) : word;
    for (Signal signal : values()) {
      if (signal.name().equals(name) || Integer.toString(signal.number).equals(word)) {
        return signal;
      }
    }
    return null;
  }
}
