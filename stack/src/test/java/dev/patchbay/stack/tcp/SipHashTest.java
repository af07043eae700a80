package dev.patchbay.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The vectors of its authors (SipHash-2-4, key 00 01 … 0f).
class SipHashTest {
  private static final long KEY0 = 0x0706050403020100L;
  private static final long KEY1 = 0x0f0e0d0c0b0a0908L;

  @Test
  void hashesNothing() {
    assertThat(SipHash.of(KEY0, KEY1)).isEqualTo(0x726fdb47dd0e0e31L);
  }

  @Test
  void hashesOneWord() {
    assertThat(SipHash.of(KEY0, KEY1, 0x0706050403020100L)).isEqualTo(0x93f5f5799a932462L);
  }
}
