package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.Errno;
import dev.patchbay.tools.ping.FakeEcho.Answering;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PingLoopTest {
  private static final Answering SILENCE = (echo, sequence) -> {};
  private static final Answering AT_ONCE = (echo, sequence) -> echo.reply(sequence, 64);

  private final Host host = new Host();
  private boolean isForMany;
  private @Nullable FakeEcho last;

  @AfterEach
  void leave() {
    host.close();
  }

  /// Pings a destination that answers so; returns what is printed.
  private String ping(String options, Answering answering) {
    return host.run(
        (process, args) -> {
          Voice voice = new Voice(process);
          Session session = session(process, voice, Options.read(voice, args.rest()));
          FakeEcho echo = new FakeEcho(process, session.options(), answering);
          echo.isForMany = isForMany;
          last = echo;
          return voice.end(new PingLoop(session, echo).run());
        },
        "ping " + options + " 10.0.0.2");
  }

  private static Session session(Process process, Voice voice, Options options) {
    return new Session(process, options, voice, new Hosts(""));
  }

  private FakeEcho echo() {
    return Objects.requireNonNull(last);
  }

  private static String statistics(String rest) {
    return "\n--- 10.0.0.2 ping statistics ---\n" + rest;
  }

  // ---- pace

  @Test
  void sendsOneASecond() {
    String printed = ping("-c 3", AT_ONCE);

    assertThat(echo().times).containsExactly(0L, 1000L, 2000L);
    assertThat(printed)
        .isEqualTo(
            """
            64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.064 ms
            64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=0.064 ms
            64 bytes from 10.0.0.2: icmp_seq=3 ttl=64 time=0.064 ms

            --- 10.0.0.2 ping statistics ---
            3 packets transmitted, 3 received, 0% packet loss, time 2000ms
            rtt min/avg/max/mdev = 0.064/0.064/0.064/0.000 ms
            [exit 0]
            """);
  }

  @Test
  void keepsTheIntervalWhileRepliesAreLate() {
    ping("-c 4 -i 0.2", (echo, sequence) -> echo.reply(sequence, 350_000));

    assertThat(echo().times).containsExactly(0L, 200L, 400L, 600L);
  }

  @Test
  void sendsThePreloadAtOnceAndThenKeepsThePace() {
    ping("-c 5 -l 3 -i 0.2", AT_ONCE);

    assertThat(echo().times).containsExactly(0L, 0L, 0L, 200L, 400L);
  }

  @Test
  void floodsAsFastAsRepliesCome() {
    String printed = ping("-f -c 3", (echo, sequence) -> echo.reply(sequence, 2000));

    assertThat(echo().times).containsExactly(0L, 2L, 4L);
    assertThat(printed).startsWith(".\b \b.\b \b.\b \b\n---").contains("ipg/ewma 2.050/2.000 ms");
  }

  @Test
  void floodsAHundredTimesASecondWhenNobodyReplies() {
    String printed = ping("-f -c 4 -W 1", SILENCE);

    assertThat(echo().times).containsExactly(0L, 10L, 20L, 30L);
    assertThat(printed).startsWith("....\n---");
  }

  @Test
  void waitsTenMillisecondsForRepliesWhateverTheInterval() {
    ping("-i 0.002 -c 4 -W 1", SILENCE);

    assertThat(echo().times).containsExactly(0L, 10L, 20L, 30L);
  }

  @Test
  void sendsAtSmallIntervalsWhileRepliesCome() {
    ping("-i 0.002 -c 4", AT_ONCE);

    assertThat(echo().times).containsExactly(0L, 2L, 4L, 6L);
  }

  @Test
  void adaptsTheIntervalToTheReplies() {
    ping("-A -c 4", (echo, sequence) -> echo.reply(sequence, 150_000));

    assertThat(echo().times).containsExactly(0L, 150L, 300L, 450L);
  }

  @Test
  void confirmsThePathAfterAReply() {
    ping(
        "-c 3 -i 0.2",
        (echo, sequence) -> {
          if (sequence != 2) {
            echo.reply(sequence, 64);
          }
        });

    assertThat(echo().confirmations).containsExactly(false, true, false);
  }

  // ---- the end

  @Test
  void lingersTenSecondsForTheFirstReply() {
    long start = host.loop.now();

    String printed = ping("-c 1", SILENCE);

    assertThat(host.loop.now() - start)
        .isBetween(10_000 * Host.MILLISECOND, 10_002 * Host.MILLISECOND);
    assertThat(printed)
        .isEqualTo(
            statistics(
                "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n[exit 1]\n"));
  }

  @Test
  void lingersAsLongAsItIsTold() {
    long start = host.loop.now();

    ping("-c 2 -i 0.1 -W 0.3", SILENCE);

    assertThat(host.loop.now() - start).isBetween(400 * Host.MILLISECOND, 402 * Host.MILLISECOND);
  }

  @Test
  void lingersTwiceTheLongestTimeOnceThereWasAReply() {
    long start = host.loop.now();

    ping(
        "-c 2 -i 0.3 -W 5",
        (echo, sequence) -> {
          if (sequence == 1) {
            echo.reply(sequence, 200_000);
          }
        });

    assertThat(host.loop.now() - start).isBetween(700 * Host.MILLISECOND, 702 * Host.MILLISECOND);
  }

  @Test
  void endsWhenAllRepliesAreThere() {
    long start = host.loop.now();

    ping("-c 2 -i 0.1", AT_ONCE);

    assertThat(host.loop.now() - start).isLessThan(102 * Host.MILLISECOND);
  }

  @Test
  void endsAtTheDeadlineBeforeItSendsAgain() {
    String printed = ping("-w 1", SILENCE);

    assertThat(echo().times).containsExactly(0L);
    assertThat(printed).endsWith("time 0ms\n\n[exit 1]\n");
  }

  @Test
  void sendsOnUntilTheDeadlineWhenRepliesAreMissing() {
    String printed =
        ping(
            "-w 1 -c 2 -i 0.3",
            (echo, sequence) -> {
              if (sequence == 3) {
                echo.reply(sequence, 64);
              }
            });

    assertThat(echo().times).containsExactly(0L, 300L, 600L, 900L);
    assertThat(printed).contains("4 packets transmitted, 1 received, 75% packet loss");
    assertThat(printed).endsWith("[exit 1]\n");
  }

  @Test
  void endsAtTheFirstErrorsWhenThereIsADeadline() {
    String printed =
        ping(
            "-w 9",
            (echo, sequence) -> echo.error(sequence, 3_000_000 - 1_000_000L * (sequence - 1)));

    assertThat(printed)
        .isEqualTo(
            """
            From 10.0.0.1 icmp_seq=1 Destination Host Unreachable
            From 10.0.0.1 icmp_seq=2 Destination Host Unreachable
            From 10.0.0.1 icmp_seq=3 Destination Host Unreachable

            --- 10.0.0.2 ping statistics ---
            3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2000ms
            pipe 3
            [exit 1]
            """);
  }

  @Test
  void countsErrorsAsAnswers() {
    long start = host.loop.now();

    String printed = ping("-c 2 -i 0.1", (echo, sequence) -> echo.error(sequence, 50));

    assertThat(printed).contains("2 packets transmitted, 0 received, +2 errors, 100% packet loss");
    assertThat(host.loop.now() - start).isLessThan(102 * Host.MILLISECOND);
  }

  // ---- signals

  @Test
  void printsTheStatisticsWhenInterrupted() {
    host.signalAfter(2500, Signal.INT);

    String printed = ping("", AT_ONCE);

    assertThat(printed).contains("3 packets transmitted, 3 received, 0% packet loss, time 2000ms");
    assertThat(printed).endsWith("[exit 0]\n");
  }

  @Test
  void takesAnAlarmForAnInterrupt() {
    host.signalAfter(1500, Signal.ALRM);

    assertThat(ping("", SILENCE)).contains("2 packets transmitted, 0 received");
  }

  @Test
  void tellsHowItGoesWhenAsked() {
    host.signalAfter(500, Signal.QUIT);

    assertThat(ping("-c 2", AT_ONCE))
        .contains(
            """
            time=0.064 ms
            \r1/1 packets, 0% loss, min/avg/ewma/max = 0.064/0.064/0.064/0.064 ms
            64 bytes\
            """);
  }

  @Test
  void isEndedByATerminationWithoutAWord() {
    host.signalAfter(1500, Signal.TERM);

    assertThat(ping("", SILENCE)).isEqualTo("[exit 143]\n");
  }

  // ---- what comes back

  @Test
  void marksDuplicates() {
    String printed =
        ping(
            "-c 2 -i 0.1",
            (echo, sequence) -> {
              echo.reply(sequence, 64);
              echo.reply(sequence, 70);
            });

    assertThat(printed).contains("icmp_seq=1 ttl=64 time=0.070 ms (DUP!)\n");
    assertThat(printed)
        .contains("2 packets transmitted, 2 received, +1 duplicates, 0% packet loss");
  }

  @Test
  void expectsDuplicatesWhenManyMayAnswer() {
    isForMany = true;

    String printed =
        ping(
            "-c 2 -i 0.1",
            (echo, sequence) -> {
              echo.reply(sequence, 64);
              echo.reply(sequence, 70);
            });

    assertThat(printed).doesNotContain("DUP").contains("+1 duplicates");
  }

  @Test
  void tellsOfATruncatedReply() {
    String printed = ping("-c 1", (echo, sequence) -> echo.reply(sequence, 64, new byte[40]));

    assertThat(printed).startsWith("48 bytes from 10.0.0.2: icmp_seq=1 ttl=64 (truncated)\n\n---");
  }

  @Test
  void showsDataThatIsNotWhatWasSent() {
    String printed =
        ping(
            "-c 1 -s 20",
            (echo, sequence) -> {
              byte[] data = echo.data();
              data[18] = 0x77;
              echo.reply(sequence, 64, data);
            });

    assertThat(printed)
        .startsWith(
            """
            28 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.064 ms
            wrong data byte #18 should be 0x12 but was 0x77
            #16\t10 11 77 13\s

            ---\
            """);
  }

  @Test
  void hasNoTimeForShortData() {
    String printed = ping("-c 1 -s 15", AT_ONCE);

    assertThat(printed)
        .isEqualTo(
            "23 bytes from 10.0.0.2: icmp_seq=1 ttl=64\n"
                + statistics(
                    "1 packets transmitted, 1 received, 0% packet loss, time 0ms\n\n[exit 0]\n"));
  }

  @Test
  void saysWhichRequestsAreNotAnsweredYet() {
    String printed =
        ping(
            "-O -c 3 -i 0.1 -W 1",
            (echo, sequence) -> {
              if (sequence == 1) {
                echo.reply(sequence, 64);
              }
            });

    assertThat(printed).contains("time=0.064 ms\nno answer yet for icmp_seq=2\n\n---");
  }

  @Test
  void putsTheTimeBeforeEachLine() {
    String printed = ping("-D -c 1", AT_ONCE);

    assertThat(printed).matches("(?s)\\[\\d{10}\\.\\d{6}] 64 bytes from .*");
  }

  @Test
  void countsQuietly() {
    String printed =
        ping(
            "-q -c 2 -i 0.1",
            (echo, sequence) -> {
              if (sequence == 1) {
                echo.reply(sequence, 64);
              } else {
                echo.error(sequence, 64);
              }
            });

    assertThat(printed).startsWith(statistics("2 packets transmitted, 1 received, +1 errors, 50%"));
  }

  @Test
  void ignoresWhatOthersAskedFor() {
    String printed = ping("-c 1 -W 1", (echo, sequence) -> echo.hear(new Heard.Other(), 64));

    assertThat(printed).contains("1 packets transmitted, 0 received, 100% packet loss");
  }

  @Test
  void tellsOfRedirects() {
    String printed =
        ping(
            "-c 1",
            (echo, sequence) -> {
              echo.hear(
                  new Heard.Notice(sequence, "10.0.0.1", "Redirect Host(New nexthop: 10.0.0.3)"),
                  10);
              echo.reply(sequence, 64);
            });

    assertThat(printed)
        .startsWith(
            """
            From 10.0.0.1: icmp_seq=1 Redirect Host(New nexthop: 10.0.0.3)
            64 bytes\
            """);
  }

  // ---- what is refused

  @Test
  void tellsOfMessagesThatAreTooLong() {
    Heard tooLong = new Heard.LocalError("local error: message too long, mtu=1500");

    String printed =
        ping("-c 2 -i 0.1 -W 1", (echo, sequence) -> echo.refuse(Errno.EMSGSIZE, tooLong));

    assertThat(printed)
        .isEqualTo(
            """
            ping: local error: message too long, mtu=1500
            ping: local error: message too long, mtu=1500

            --- 10.0.0.2 ping statistics ---
            2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 100ms

            [exit 1]
            """);
  }

  @Test
  void isSilentAboutARefusalThatNobodyExplains() {
    String printed = ping("-c 1 -W 1", (echo, sequence) -> echo.refuse(Errno.EPERM));

    assertThat(printed)
        .isEqualTo(
            statistics(
                "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n[exit 1]\n"));
  }

  @Test
  void tellsOfARefusalThatIcmpExplains() {
    String printed =
        ping("-c 1 -W 1", (echo, sequence) -> echo.refuse(Errno.EPERM, FakeEcho.errorOf(sequence)));

    assertThat(printed)
        .startsWith(
            """
            From 10.0.0.1 icmp_seq=1 Destination Host Unreachable
            ping: sendmsg: Operation not permitted

            ---\
            """);
  }

  @Test
  void sendsAgainWhenTheErrorWasAnotherPrograms() {
    boolean[] once = {true};

    String printed =
        ping(
            "-c 1",
            (echo, sequence) -> {
              if (once[0]) {
                once[0] = false;
                echo.refuse(Errno.EHOSTUNREACH, new Heard.Other());
              }
              echo.reply(sequence, 64);
            });

    assertThat(printed).contains("1 packets transmitted, 1 received");
  }

  @Test
  void triesForAsLongAsItLingersWhenThereIsNoBufferSpace() {
    String printed = ping("-c 1 -W 1", (echo, sequence) -> echo.refuse(Errno.ENOBUFS));

    assertThat(echo().times).containsExactly(0L, 1000L);
    assertThat(printed)
        .isEqualTo(
            "ping: sendmsg: No buffer space available\n"
                + statistics(
                    "1 packets transmitted, 0 received, 100% packet loss, time 1000ms\n\n"
                        + "[exit 1]\n"));
  }

  @Test
  void floodsWithAnEForEachRefusal() {
    Heard tooLong = new Heard.LocalError("local error: message too long, mtu=1500");

    String printed = ping("-f -c 2 -W 1", (echo, sequence) -> echo.refuse(Errno.EMSGSIZE, tooLong));

    assertThat(printed).startsWith("EE\n---");
  }
}
