package dev.patchbay.tools.dmesg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.KernelLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmesgWordsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1_767_225_600L * SECOND;

  @ParameterizedTest
  @CsvSource({
    "now, 0",
    "2 hours ago, -7200",
    "-5min, -300",
    "+1day, 86400",
    "@1767225601, 1",
    "2026-01-01, 0",
    "2026-01-01 00:01, 60",
    "2026-01-01T00:00:07, 7"
  })
  void readsATime(String word, long seconds) {
    assertThat(TimeWord.nanos(word, NOW)).hasValue(NOW + seconds * SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "5 parsecs ago", "2 hours", "+2 hours ago", "2026-13-01", ""})
  void refusesWhatIsNoTime(String word) {
    assertThat(TimeWord.nanos(word, NOW)).isEmpty();
  }

  @Test
  void readsALineOfSyslog() {
    Record record = Record.parse("<30>[  173.25] daemon: info");

    assertThat(record.facilityWord()).isEqualTo("daemon");
    assertThat(record.level()).isEqualTo(KernelLog.Level.INFO);
    assertThat(record.micros()).isEqualTo(173_000_025);
    assertThat(record.text()).isEqualTo("daemon: info");
  }

  @Test
  void takesALineWithoutItsHeadAsItIs() {
    assertThat(Record.parse("plain")).isEqualTo(new Record(0, KernelLog.Level.INFO, 0, "plain"));
  }
}
