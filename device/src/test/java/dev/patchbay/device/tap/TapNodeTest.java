package dev.patchbay.device.tap;

import static dev.patchbay.device.Frame.ethernet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.device.Station;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TapNodeTest {
  private static final Mac FAR = Mac.of("02:00:00:00:00:0f");
  private static final int PREFIX = FramePrefix.VIRTIO;

  private final Network network = new Network();
  private NetDevice tap;
  private Station outside;

  @BeforeEach
  void aTapOnACable() throws NetlinkException {
    NetDevice parent = network.add("eth0", "veth", "peer", "name", "sw0");
    outside = new Station(network, parent.link());
    LinkRequest request = network.request(network.netns, "t", "macvtap", "mode", "bridge");
    request.link = parent;
    tap = network.netns.links().add(request);
    network.up(parent, outside.device(), tap);
  }

  @AfterEach
  void nothingVanishes() {
    network.assertNothingVanished();
  }

  private OpenFile open(String name) throws FileException {
    Node node = network.machine().deviceFiles().child(name);
    assertThat(node).isInstanceOf(Node.Device.class);
    return ((Node.Device) node).open(OpenMode.READ_WRITE);
  }

  private OpenFile open() throws FileException {
    return open("tap" + tap.index());
  }

  private byte[] bytes(Frame frame) {
    Packet packet = frame.packet(network.world());
    byte[] bytes = new byte[PREFIX + packet.length()];
    System.arraycopy(packet.bytes(), packet.head(), bytes, PREFIX, packet.length());
    network.world().consume(packet);
    return bytes;
  }

  private void send(Frame frame) {
    outside.device().send(frame.packet(network.world()));
    network.settle();
  }

  @Test
  void aProgramReadsWhatComesToTheDevice() throws FileException {
    OpenFile file = open();
    Frame frame = ethernet(tap.address(), FAR).payload("hello");

    send(frame);

    byte[] into = new byte[100];
    int read = file.read(into, 0, into.length);
    assertThat(Arrays.copyOf(into, read)).isEqualTo(bytes(frame));
    file.close();
  }

  @Test
  void aProgramSendsAsTheDevice() throws FileException {
    OpenFile file = open();
    Frame frame = ethernet(FAR, tap.address()).payload("hello");
    byte[] written = bytes(frame);

    file.write(written, 0, written.length);
    network.settle();

    outside.receives(frame);
    file.close();
  }

  @Test
  void whatDoesNotFitIntoOneReadIsLost() throws FileException {
    OpenFile file = open();
    send(ethernet(tap.address(), FAR).payload("hello"));
    send(ethernet(tap.address(), FAR).payload("again"));

    byte[] into = new byte[PREFIX + 6];
    int first = file.read(into, 0, into.length);
    int second = file.read(into, 0, into.length);

    assertThat(first).isEqualTo(into.length);
    assertThat(second).isEqualTo(into.length);
    file.close();
  }

  @Test
  void withoutAReaderTheNamespaceHasTheFrames() throws FileException {
    OpenFile file = open();
    file.close();

    send(ethernet(tap.address(), FAR).payload("hello"));

    assertThat(network.world().ledger().dropped(DropReason.UNHANDLED_PROTO)).isEqualTo(1);
  }

  @Test
  void moreThanTheQueueHoldsIsDropped() throws FileException {
    tap.txQueueLength(1);
    OpenFile file = open();

    send(ethernet(tap.address(), FAR).payload("one"));
    send(ethernet(tap.address(), FAR).payload("two"));

    assertThat(network.world().ledger().dropped(DropReason.FULL_RING)).isEqualTo(1);
    assertThat(tap.statistics().rxErrors).isEqualTo(1);
    file.close();
  }

  @Test
  void aFrameWithoutALinkHeaderIsRefused() throws FileException {
    OpenFile file = open();

    assertThatThrownBy(() -> file.write(new byte[PREFIX + 13], 0, PREFIX + 13))
        .isInstanceOf(FileException.class);

    file.close();
  }

  @Test
  void theFileIsNamedByTheIndex() throws NetlinkException, FileException {
    Netns other = network.newNetns();
    String before = "tap" + tap.index();

    network.netns.links().move(tap, other, null, 77);

    assertThat(network.machine().deviceFiles().names()).contains("tap77").doesNotContain(before);
  }

  @Test
  void theFileGoesWithTheDevice() throws NetlinkException, FileException {
    OpenFile file = open();
    send(ethernet(tap.address(), FAR).payload("unread"));

    network.netns.links().delete(tap);

    assertThat(network.machine().deviceFiles().names()).doesNotContain("tap" + tap.index());
    file.close();
  }
}
