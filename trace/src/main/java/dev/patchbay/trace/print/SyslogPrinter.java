package dev.patchbay.trace.print;

/// Syslog (RFC 3164): who speaks, how urgently, and what is said.
final class SyslogPrinter {
  private static final int DIGITS = 3;

  private static final Tokens SEVERITIES =
      Tokens.of(
          """
          0 emergency
          1 alert
          2 critical
          3 error
          4 warning
          5 notice
          6 info
          7 debug
          """);

  private static final Tokens FACILITIES =
      Tokens.of(
          """
          0 kernel
          1 user
          2 mail
          3 daemon
          4 auth
          5 syslog
          6 lpr
          7 news
          8 uucp
          9 cron
          10 authpriv
          11 ftp
          12 ntp
          13 security
          14 console
          15 cron
          16 local0
          17 local1
          18 local2
          19 local3
          20 local4
          21 local5
          22 local6
          23 local7
          """);

  private SyslogPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("syslog");
    int priority = 0;
    int offset = 1;
    boolean begins = d.u1(at) == '<';
    while (begins && offset <= DIGITS && Character.isDigit(d.u1(at + offset))) {
      priority = priority * 10 + d.u1(at + offset++) - '0';
    }
    if (!begins || d.u1(at + offset++) != '>') {
      d.invalid();
      return;
    }
    int facility = priority >> 3 & 0x7f;
    String from = FACILITIES.name(facility, "unknown (%d)");
    String severity = SEVERITIES.name(priority & 7, "unknown (%d)");
    if (!d.verbose()) {
      d.print("SYSLOG %s.%s, length: %d", from, severity, length);
      return;
    }
    d.print("SYSLOG, length: %d\n\tFacility %s (%d)", length, from, facility);
    d.print(", Severity %s (%d)\n\tMsg: ", severity, priority & 7);
    if (length > offset) {
      d.text(at + offset, length - offset);
    }
    if (d.verbose(2)) {
      d.raw(at, "\n\t", length);
    }
  }
}
