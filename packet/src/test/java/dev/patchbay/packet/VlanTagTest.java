package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VlanTagTest {
  private final CheckedPacketPool pool = new CheckedPacketPool();

  @Test
  void readsARealTag() {
    byte[] frame = Frames.named("vlan");
    int at = Ethernet.HEADER;

    int tci = VlanTag.tci(frame, at);

    assertThat(VlanTag.id(tci)).isEqualTo(10);
    assertThat(VlanTag.priority(tci)).isEqualTo(3);
    assertThat(VlanTag.dropEligible(tci)).isFalse();
    assertThat(VlanTag.type(frame, at)).isEqualTo(EtherType.IPV4);
    assertThat(VlanTag.tci(3, false, 10)).isEqualTo(tci);
  }

  @Test
  void packsAndUnpacksControlInformation() {
    int tci = VlanTag.tci(7, true, 4095);

    assertThat(tci).isEqualTo(0xffff);
    assertThat(VlanTag.id(tci)).isEqualTo(4095);
    assertThat(VlanTag.priority(tci)).isEqualTo(7);
    assertThat(VlanTag.dropEligible(tci)).isTrue();
    assertThat(VlanTag.priority(VlanTag.tci(0, true, 0xfff))).isZero();
  }

  @Test
  void insertsTheTagOfARealFrame() {
    Packet packet = Frames.packet(pool, Frames.named("echoRequest"));
    packet.link(packet.head());
    packet.network(packet.head() + Ethernet.HEADER);
    int network = packet.network();

    VlanTag.insert(packet, EtherType.VLAN, VlanTag.tci(3, false, 10));

    assertThat(Frames.contents(packet)).isEqualTo(Frames.named("vlan"));
    assertThat(packet.link()).isEqualTo(packet.head());
    assertThat(packet.network()).isEqualTo(network);
  }

  @Test
  void removesWhatItInserted() {
    Packet packet = Frames.packet(pool, Frames.named("vlan"));
    packet.link(packet.head());

    int tci = VlanTag.remove(packet);

    assertThat(VlanTag.id(tci)).isEqualTo(10);
    assertThat(Frames.contents(packet)).isEqualTo(Frames.named("echoRequest"));
    assertThat(packet.link()).isEqualTo(packet.head());
  }

  @Test
  void stacksTags() {
    Packet packet = Frames.packet(pool, Frames.named("echoRequest"));

    VlanTag.insert(packet, EtherType.VLAN, 10);
    VlanTag.insert(packet, EtherType.QINQ, 100);

    assertThat(Frames.contents(packet)).isEqualTo(Frames.named("qinq"));
    assertThat(VlanTag.remove(packet)).isEqualTo(100);
    assertThat(VlanTag.remove(packet)).isEqualTo(10);
    assertThat(Frames.contents(packet)).isEqualTo(Frames.named("echoRequest"));
  }

  @Test
  void leavesClonesAsTheyWere() {
    Packet packet = Frames.packet(pool, Frames.named("vlan"));
    Packet removed = pool.clone(packet);
    Packet inserted = pool.clone(packet);

    VlanTag.remove(removed);
    VlanTag.insert(inserted, EtherType.QINQ, 5);

    assertThat(Frames.contents(packet)).isEqualTo(Frames.named("vlan"));
    pool.free(packet);
    pool.free(removed);
    pool.free(inserted);
  }

  @Test
  void needsFourBytes() {
    byte[] frame = Frames.named("vlan");

    assertThat(VlanTag.fits(frame, 14, 17)).isFalse();
    assertThat(VlanTag.fits(frame, 14, 18)).isTrue();
  }

  @Test
  void writesEachFieldAlone() {
    byte[] bytes = new byte[6];

    VlanTag.tci(bytes, 1, 0x600a);
    VlanTag.type(bytes, 1, 0x86dd);

    assertThat(bytes).isEqualTo(Frames.hex("00 600a 86dd 00"));
  }
}
