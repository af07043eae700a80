package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelStackTest {
  @Test
  void readsLabelsAsItShowsThem() {
    LabelStack labels = LabelStack.parse("16/0x20/1048575");

    assertThat(labels).isEqualTo(LabelStack.of(16, 32, 1_048_575)).hasToString("16/32/1048575");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1048576", "-1", "+1", "1//2", "1/", "x", "0x", "1 2", "99999999999"})
  void isNothingElse(String text) {
    assertThat(LabelStack.parse(text)).isNull();
  }

  @Test
  void pushesTheFirstLabelOutermostAndMarksTheBottom() {
    Packet packet = new CheckedPacketPool().allocate(0);
    packet.put(1);

    Mpls.push(packet, LabelStack.of(50, 51), 17, false);

    byte[] bytes = packet.bytes();
    int outer = Mpls.entry(bytes, packet.head());
    int inner = Mpls.entry(bytes, packet.head() + Mpls.ENTRY);
    assertThat(Mpls.label(outer)).isEqualTo(50);
    assertThat(Mpls.isBottom(outer)).isFalse();
    assertThat(Mpls.label(inner)).isEqualTo(51);
    assertThat(Mpls.isBottom(inner)).isTrue();
    assertThat(Mpls.ttl(inner)).isEqualTo(17);
  }

  @Test
  void marksNoBottomAboveLabels() {
    Packet packet = new CheckedPacketPool().allocate(0);
    packet.put(1);

    Mpls.push(packet, LabelStack.of(50), 17, true);

    assertThat(Mpls.isBottom(Mpls.entry(packet.bytes(), packet.head()))).isFalse();
  }
}
