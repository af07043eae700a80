package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {
  private final Tally tally = new Tally();

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      tally.nextSequence();
      tally.sent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "64, 0.064",
    "999, 0.999",
    "1000, 1.00",
    "1234, 1.23",
    "1235, 1.24",
    "9994, 9.99",
    "9995, 10.0",
    "12345, 12.3",
    "12350, 12.4",
    "99949, 99.9",
    "99950, 100",
    "123456, 123",
    "1234567, 1235"
  })
  void roundsTimesToThreeDigits(long micros, String text) {
    assertThat(Tally.rounded(micros)).isEqualTo(text);
  }

  @Test
  void computesTheTimesAsIputilsDoes() {
    send(3);
    for (long micros : new long[] {69, 79, 58}) {
      tally.took(micros);
    }
    tally.reply(1);
    tally.reply(2);
    tally.reply(3);

    assertThat(tally.summary("10.0.0.2", 413_000_000, false))
        .isEqualTo(
            """

            --- 10.0.0.2 ping statistics ---
            3 packets transmitted, 3 received, 0% packet loss, time 413ms
            rtt min/avg/max/mdev = 0.058/0.068/0.079/0.008 ms, pipe 3
            """);
  }

  @Test
  void computesLongTimesWithoutOverflow() {
    send(2);
    tally.took(3_000_000_000L);
    tally.reply(1);
    tally.took(1_000_000_000L);
    tally.reply(2);

    assertThat(tally.summary("h", 0, false))
        .contains("rtt min/avg/max/mdev = 1000000.000/2000000.000/3000000.000/1000000.000 ms");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 2, 33.3333",
    "3, 1, 66.6667",
    "8, 7, 12.5",
    "2, 0, 100",
    "7, 7, 0",
    "30000, 29999, 0.00333333"
  })
  void tellsTheLossInSixDigits(int sent, int received, String percent) {
    for (int i = 1; i <= sent; i++) {
      send(1);
      if (i <= received) {
        tally.reply(i & 0xffff);
      }
    }

    assertThat(tally.summary("h", 0, false)).contains(", " + percent + "% packet loss");
  }

  @Test
  void countsEachSortApart() {
    send(4);
    tally.reply(1);
    tally.reply(1);
    tally.corrupted();
    tally.error();

    assertThat(tally.summary("h", 1_500_000, false))
        .contains(
            "4 packets transmitted, 1 received, +1 duplicates, +1 corrupted, +1 errors, 75% packet"
                + " loss, time 2ms\n"
                + "pipe 4");
  }

  @Test
  void tellsThePaceOfAFlood() {
    send(5);
    for (int i = 1; i <= 5; i++) {
      tally.took(64);
      tally.reply(i);
    }

    assertThat(tally.summary("h", 2_192_000, true)).endsWith(", pipe 5, ipg/ewma 0.548/0.064 ms\n");
  }

  @Test
  void knowsWhatIsUnderWay() {
    send(3);
    tally.acknowledge(1);
    long afterFirst = tally.inFlight();
    tally.reply(3);

    assertThat(afterFirst).isEqualTo(2);
    assertThat(tally.inFlight()).isZero();
  }

  @Test
  void keepsCountBeyondTheLastNumber() {
    send(0x1_0000);
    int next = tally.nextSequence();
    tally.sent();
    tally.reply(next);

    assertThat(next).isEqualTo(1);
    assertThat(tally.inFlight()).isZero();
    assertThat(tally.isLastAnswered()).isTrue();
  }

  @Test
  void takesAReplyToANumberUsedAgainForANewOne() {
    send(1);
    tally.reply(1);
    send(0xffff);
    send(1);

    assertThat(tally.isLastAnswered()).isFalse();
    assertThat(tally.reply(1)).isFalse();
  }

  @Test
  void tellsLittleBeforeTheFirstReply() {
    send(2);

    assertThat(tally.status()).isEqualTo("0/2 packets, 100% loss");
  }

  @Test
  void smoothsTheTime() {
    send(2);
    tally.took(80);
    tally.reply(1);
    tally.took(160);
    tally.reply(2);

    assertThat(tally.status())
        .isEqualTo("2/2 packets, 0% loss, min/avg/ewma/max = 0.080/0.120/0.090/0.160 ms");
  }
}
