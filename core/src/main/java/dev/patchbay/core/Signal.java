package dev.patchbay.core;

import org.jspecify.annotations.Nullable;

/// The signals with Linux's numbers (signal(7)), without the real-time ones.
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  ILL(4),
  TRAP(5),
  ABRT(6),
  BUS(7),
  FPE(8),
  KILL(9),
  USR1(10),
  SEGV(11),
  USR2(12),
  PIPE(13),
  ALRM(14),
  TERM(15),
  STKFLT(16),
  CHLD(17),
  CONT(18),
  STOP(19),
  TSTP(20),
  TTIN(21),
  TTOU(22),
  URG(23),
  XCPU(24),
  XFSZ(25),
  VTALRM(26),
  PROF(27),
  WINCH(28),
  IO(29),
  PWR(30),
  SYS(31);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// Whether a process that does nothing about it goes on.
  public boolean isIgnoredByDefault() {
    return switch (this) {
      case CHLD, CONT, URG, WINCH -> true;
      default -> false;
    };
  }

  /// Whether a process that does nothing about it stops until [#CONT].
  public boolean stops() {
    return switch (this) {
      case STOP, TSTP, TTIN, TTOU -> true;
      default -> false;
    };
  }

  /// What `strsignal` says of it.
  public String text() {
    return switch (this) {
      case HUP -> "Hangup";
      case INT -> "Interrupt";
      case QUIT -> "Quit";
      case ILL -> "Illegal instruction";
      case TRAP -> "Trace/breakpoint trap";
      case ABRT -> "Aborted";
      case BUS -> "Bus error";
      case FPE -> "Floating point exception";
      case KILL -> "Killed";
      case USR1 -> "User defined signal 1";
      case SEGV -> "Segmentation fault";
      case USR2 -> "User defined signal 2";
      case PIPE -> "Broken pipe";
      case ALRM -> "Alarm clock";
      case TERM -> "Terminated";
      case STKFLT -> "Stack fault";
      case CHLD -> "Child exited";
      case CONT -> "Continued";
      case STOP -> "Stopped (signal)";
      case TSTP -> "Stopped";
      case TTIN -> "Stopped (tty input)";
      case TTOU -> "Stopped (tty output)";
      case URG -> "Urgent I/O condition";
      case XCPU -> "CPU time limit exceeded";
      case XFSZ -> "File size limit exceeded";
      case VTALRM -> "Virtual timer expired";
      case PROF -> "Profiling timer expired";
      case WINCH -> "Window changed";
      case IO -> "I/O possible";
      case PWR -> "Power failure";
      case SYS -> "Bad system call";
    };
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
