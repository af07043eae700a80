package dev.patchbay.device.tun;

import static dev.patchbay.device.Frame.ethernet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Task;
import dev.patchbay.device.Frame;
import dev.patchbay.device.Network;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TunFileTest {
  private static final Mac FAR = Mac.of("02:00:00:00:00:0f");
  private static final int ROOT = 0;
  private static final int SOMEBODY = 1000;

  private final Network network = new Network();
  private final List<TunFile> open = new ArrayList<>();

  @AfterEach
  void nothingVanishes() {
    open.forEach(TunFile::close);
    network.assertNothingVanished();
  }

  private TunFile open() throws FileException {
    TunFile file = TunFile.open(network.machine());
    open.add(file);
    return file;
  }

  private TunFile attached(TunRequest request) throws FileException {
    TunFile file = open();
    file.attach(network.netns, ROOT, request);
    return file;
  }

  private void persistent(TunRequest request) throws FileException {
    TunFile file = TunFile.open(network.machine());
    file.attach(network.netns, ROOT, request);
    file.persist(true);
    file.close();
  }

  private NetDevice up(TunFile file) throws NetlinkException {
    NetDevice device = file.device();
    assertThat(device).isNotNull();
    network.up(device);
    return device;
  }

  private static void refuses(Errno errno, ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(FileException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private byte[] bytes(Frame frame) {
    Packet packet = frame.packet(network.world());
    byte[] bytes = Arrays.copyOfRange(packet.bytes(), packet.head(), packet.tail());
    network.world().consume(packet);
    return bytes;
  }

  private static byte[] read(TunFile file) throws FileException {
    byte[] into = new byte[2000];
    return Arrays.copyOf(into, file.read(into, 0, into.length));
  }

  // ---- what it is attached to

  @Test
  void aDeviceIsThereAsLongAsTheFileIsOpen() throws FileException {
    TunFile file = TunFile.open(network.machine());
    String name = file.attach(network.netns, ROOT, TunRequest.tap(""));

    assertThat(name).isEqualTo("tap0");
    assertThat(network.netns.device("tap0")).isNotNull();

    file.close();

    assertThat(network.netns.device("tap0")).isNull();
  }

  @Test
  void aPersistentDeviceStaysWithoutACarrier() throws FileException, NetlinkException {
    persistent(TunRequest.tun("t0"));

    NetDevice device = network.netns.device("t0");
    assertThat(device).isNotNull();
    assertThat(device.hasCarrier()).isFalse();

    TunFile file = attached(TunRequest.tun("t0"));
    assertThat(device.hasCarrier()).isTrue();

    file.persist(false);
    file.close();
    open.clear();
    assertThat(network.netns.device("t0")).isNull();
  }

  @Test
  void anotherKindOrNumberOfQueuesIsRefused() throws FileException {
    persistent(TunRequest.tap("t0"));

    refuses(Errno.EINVAL, () -> attached(TunRequest.tun("t0")));
    refuses(Errno.EINVAL, () -> attached(TunRequest.tap("t0").with(TunFlags.MULTI_QUEUE)));
    refuses(Errno.EINVAL, () -> attached(TunRequest.tap("lo")));
    refuses(Errno.EINVAL, () -> attached(new TunRequest("t1", TunFlags.NO_PI)));
    refuses(Errno.EBUSY, () -> attached(TunRequest.tap("t0").with(TunFlags.EXCLUSIVE)));
  }

  @Test
  void aSecondFileNeedsASecondQueue() throws FileException {
    attached(TunRequest.tap("one"));
    attached(TunRequest.tap("many").with(TunFlags.MULTI_QUEUE));

    refuses(Errno.EBUSY, () -> attached(TunRequest.tap("one")));
    TunFile second = attached(TunRequest.tap("many").with(TunFlags.MULTI_QUEUE));

    assertThat(second.device()).isSameAs(network.netns.device("many"));
    refuses(Errno.EEXIST, () -> second.attach(network.netns, ROOT, TunRequest.tap("one")));
  }

  @Test
  void aQueueThatIsLeftOutGetsNothingAndStillGives() throws FileException, NetlinkException {
    TunFile first = attached(TunRequest.tap("many").with(TunFlags.MULTI_QUEUE));
    TunFile second = attached(TunRequest.tap("many").with(TunFlags.MULTI_QUEUE));
    NetDevice tap = up(first);

    first.queue(false);
    for (int i = 0; i < 8; i++) {
      tap.send(ethernet(FAR, tap.address()).payload("hello" + i).packet(network.world()));
    }
    first.write(bytes(ethernet(tap.address(), FAR).payload("hi")), 0, 16);

    assertThat(first.isReadable()).isFalse();
    assertThat(second.isReadable()).isTrue();
    assertThat(tap.statistics().rxPackets).isEqualTo(1);
    refuses(Errno.EINVAL, () -> first.queue(false));
    first.queue(true);
    refuses(Errno.EINVAL, () -> first.queue(true));
  }

  @Test
  void withAllQueuesLeftOutWhatIsSentIsDroppedAndTheCarrierStays()
      throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("many").with(TunFlags.MULTI_QUEUE));
    NetDevice tap = up(file);

    file.queue(false);
    tap.send(ethernet(FAR, tap.address()).payload("hello").packet(network.world()));

    assertThat(network.world().ledger().dropped(DropReason.DEV_READY)).isEqualTo(1);
    assertThat(tap.hasCarrier()).isTrue();
    file.close();
    open.clear();
    assertThat(network.netns.device("many")).isNull();
  }

  @Test
  void aDeviceWithOneQueueKeepsIt() throws FileException {
    TunFile file = attached(TunRequest.tap("one"));

    refuses(Errno.EINVAL, () -> file.queue(false));
    refuses(Errno.EINVAL, () -> open().queue(false));
  }

  @Test
  void onlyTheOwnerAndRootMayAttach() throws FileException {
    TunFile made = TunFile.open(network.machine());
    made.attach(network.netns, ROOT, TunRequest.tap("t0"));
    made.owner(SOMEBODY);
    made.persist(true);
    made.close();

    refuses(Errno.EPERM, () -> open().attach(network.netns, SOMEBODY + 1, TunRequest.tap("t0")));
    refuses(Errno.EPERM, () -> open().attach(network.netns, SOMEBODY, TunRequest.tap("t1")));
    assertThat(open().attach(network.netns, SOMEBODY, TunRequest.tap("t0"))).isEqualTo("t0");
  }

  @Test
  void theFileIsInDevBeforeTheModuleIsLoaded() throws FileException {
    Node net = network.machine().deviceFiles().child("net");
    assertThat(net).isInstanceOf(Node.Directory.class);
    Node node = ((Node.Directory) net).child("tun");
    assertThat(node).isInstanceOf(Node.Device.class);
    assertThat(network.machine().modules().isLoaded("tun")).isFalse();

    ((Node.Device) node).open(OpenMode.READ_WRITE).close();

    assertThat(network.machine().modules().isLoaded("tun")).isTrue();
  }

  @Test
  void theModuleStaysWhileItHasDevices() throws FileException {
    attached(TunRequest.tap("t0"));

    Network.assertRefused(Errno.EBUSY, () -> network.machine().modules().unload("tun"));
  }

  // ---- frames

  @Test
  void aProgramReadsWhatATapSends() throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("t0"));
    NetDevice tap = up(file);
    Frame frame = ethernet(FAR, tap.address()).payload("hello");

    tap.send(frame.packet(network.world()));
    assertThat(tap.statistics().txPackets).isZero();
    byte[] got = read(file);

    assertThat(got).isEqualTo(bytes(frame));
    assertThat(tap.statistics().txPackets).isOne();
  }

  @Test
  void whatAProgramWritesToATapComesIn() throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("t0"));
    NetDevice tap = up(file);
    byte[] written = bytes(ethernet(tap.address(), FAR).payload("hello"));

    file.write(written, 0, written.length);

    assertThat(tap.statistics().rxPackets).isOne();
    assertThat(tap.statistics().rxBytes).isEqualTo(written.length);
    assertThat(network.world().ledger().dropped(DropReason.UNHANDLED_PROTO)).isOne();
  }

  @Test
  void anInformationSaysWhetherTheFrameWasCutAndItsProtocol()
      throws FileException, NetlinkException {
    TunFile file = attached(new TunRequest("t0", TunFlags.TAP));
    NetDevice tap = up(file);
    tap.send(ethernet(FAR, tap.address()).payload("hello").packet(network.world()));

    byte[] into = new byte[10];
    int length = file.read(into, 0, into.length);

    assertThat(length).isEqualTo(10);
    assertThat(into).startsWith(1, 0);
  }

  @Test
  void framesThatAreNoneAreRefusedAndCounted() throws FileException, NetlinkException {
    TunFile tap = attached(TunRequest.tap("t0"));
    TunFile tun = attached(TunRequest.tun("t1"));

    refuses(Errno.EIO, () -> tap.write(new byte[60], 0, 60));
    NetDevice device = up(tap);
    NetDevice other = up(tun);
    refuses(Errno.EINVAL, () -> tap.write(new byte[13], 0, 13));
    refuses(Errno.EINVAL, () -> tun.write(new byte[20], 0, 20));
    refuses(Errno.EINVAL, () -> tun.write(new byte[0], 0, 0));

    assertThat(device.statistics().rxDropped).isEqualTo(2);
    assertThat(other.statistics().rxDropped).isEqualTo(2);
  }

  @Test
  void moreThanTheQueueHoldsIsDroppedAndCounted() throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("t0"));
    NetDevice tap = up(file);
    tap.txQueueLength(2);

    for (int i = 0; i < 5; i++) {
      tap.send(ethernet(FAR, tap.address()).payload("hello").packet(network.world()));
    }

    assertThat(network.world().ledger().dropped(DropReason.FULL_RING)).isEqualTo(3);
    assertThat(tap.statistics().txDropped).isEqualTo(3);
  }

  @Test
  void theEndOfTheDeviceEndsTheFile() throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("t0"));
    NetDevice tap = up(file);
    tap.send(ethernet(FAR, tap.address()).payload("unread").packet(network.world()));

    network.netns.links().delete(tap);

    refuses(Errno.EBADFD, () -> file.read(new byte[100], 0, 100));
    refuses(Errno.EBADFD, () -> file.write(new byte[100], 0, 100));
    assertThat(file.isReadable()).isFalse();
  }

  @Test
  void waitsForAFrameOnlySoLong() throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("t0"));
    NetDevice tap = up(file);
    long now = network.world().loop().now();
    Task program = network.world().loop().enter();

    assertThat(file.awaitReadable(now + 1_000_000, Bound.BOUNDED)).isFalse();
    tap.send(ethernet(FAR, tap.address()).payload("hello").packet(network.world()));

    assertThat(file.awaitReadable(now + 2_000_000, Bound.BOUNDED)).isTrue();
    network.world().loop().leave(program);
  }

  @Test
  void aMovedDeviceKeepsItsFile() throws FileException, NetlinkException {
    TunFile file = attached(TunRequest.tap("t0"));
    Netns other = network.newNetns();

    network.netns.links().move(up(file), other, null, 0);

    NetDevice moved = up(file);
    assertThat(moved.netns()).isSameAs(other);
    assertThat(moved.hasCarrier()).isTrue();
  }

  @Test
  void withoutAFileThereIsNoCarrierToBeHad() throws FileException {
    persistent(TunRequest.tap("t0"));
    var request = network.request(network.netns, "t0", "tun");
    request.kind = null;
    request.carrier = true;

    NetDevice tap = network.netns.device("t0");

    Network.assertRefused(Errno.EPERM, () -> network.netns.links().change(tap, request));
  }
}
