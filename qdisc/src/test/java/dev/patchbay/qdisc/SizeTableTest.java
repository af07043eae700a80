package dev.patchbay.qdisc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.qdisc.SizeTable.LinkLayer;
import dev.patchbay.qdisc.SizeTable.Words;
import org.junit.jupiter.api.Test;

class SizeTableTest {
  @Test
  void anOverheadIsAdded() {
    SizeTable table = SizeTable.of(new Words(LinkLayer.ETHERNET, 24, 0, 0, 0));

    assertThat(table.cost(100)).isEqualTo(124);
  }

  @Test
  void cellsAreFilledWhole() {
    SizeTable table = SizeTable.of(new Words(LinkLayer.ATM, 10, 0, 0, 0));

    assertThat(table.cost(142)).isEqualTo(4 * 53);
    assertThat(table.cost(30)).isEqualTo(53);
  }

  @Test
  void nothingCostsLessThanTheLeast() {
    SizeTable table = SizeTable.of(new Words(LinkLayer.NONE, -4, 64, 0, 0));

    assertThat(table.cost(20)).isEqualTo(64);
    assertThat(table.cost(104)).isEqualTo(100);
  }

  @Test
  void whatIsLargerThanTheTableIsReckonedOfItsParts() {
    SizeTable table = SizeTable.of(new Words(LinkLayer.ATM, 0, 0, 511, 512));

    assertThat(table.cost(512 + 48)).isEqualTo(11 * 53 + 53);
  }
}
