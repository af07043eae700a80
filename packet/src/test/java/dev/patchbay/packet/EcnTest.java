package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcnTest {
  /// RFC 6040 section 4.2; where it leaves a choice, Linux's.
  @ParameterizedTest
  @CsvSource({
    "0,0, 0,SOUND", "0,2, 2,SOUND", "0,1, 1,SOUND", "0,3, 3,SOUND",
    "2,0, 0,SUSPECT", "2,2, 2,SOUND", "2,1, 1,SOUND", "2,3, 3,SOUND",
    "1,0, 0,SUSPECT", "1,2, 1,SOUND", "1,1, 1,SOUND", "1,3, 3,SOUND",
    "3,0, 0,BROKEN", "3,2, 3,SOUND", "3,1, 3,SOUND", "3,3, 3,SOUND"
  })
  void carriesCongestionInside(int outer, int inner, int after, Ecn.Arrival arrival) {
    assertThat(Ecn.decapsulate(outer, inner | 0x20)).isEqualTo(after | 0x20);
    assertThat(Ecn.arrival(outer, inner)).isEqualTo(arrival);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,2"})
  void copiesTheInnerBitsSaveCongestion(int inner, int outer) {
    assertThat(Ecn.encapsulate(0x13, inner)).isEqualTo(0x10 | outer);
  }
}
