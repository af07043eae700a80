package dev.patchbay.bench.packetdrill;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.device.tun.TunFile;
import dev.patchbay.device.tun.TunFlags;
import dev.patchbay.device.tun.TunRequest;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.socket.Frame;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of packetdrill: a host whose only link is `tun0`, at whose other end the script plays
/// the network.
///
/// Time is the lab's. It passes while the main thread sleeps, asks what time it is, or waits for a
/// packet or in a call. A call that waits on another thread is told the moment it is done, and time
/// stands until it has looked at the clock.
final class Run {
  private static final long MICRO = 1_000;

  /// How long the main thread waits for a packet or in a call at most.
  private static final long PATIENCE = 120_000_000_000L;

  /// How long time stands for another thread at most, in milliseconds of the wall clock.
  private static final long STANDSTILL = 1000;

  private static final int ROOM = 65536 + 64;

  /// Bytes before a packet that say how it is to be cut, and how many headers have at most.
  private static final int PREFIX = 10;

  private static final int LARGEST_HEADERS = 100;

  private final Lab lab = Lab.builder().build();
  private final Netns netns = lab.machine().initialNetns();
  private final TunFile tun;
  private final PacketSocket sniffer;
  private final Calls calls = new Calls(this);
  private final byte[] drained = new byte[ROOM];
  private final List<Waiter> waiters = new ArrayList<>();
  private Runnable sayThatItWaits = () -> {};
  private int looking;
  private boolean closed;

  /// Bytes of data in the segments that come together, 0 where each comes alone.
  private int mss;

  Run() {
    try {
      tun = TunFile.open(lab.machine());
      tun.attach(netns, 0, TunRequest.tun("tun0").with(TunFlags.VNET_HDR));
      lab.run(
          """
          ip link set lo up
          ethtool -K tun0 tx on sg on tso on
          ip link set tun0 up
          ip addr add 192.168.0.1/16 dev tun0
          ip addr add 192.168.0.2/16 dev tun0
          ip addr add 192.168.0.3/16 dev tun0
          ip addr add fd3d:a0b:17d6::1/48 dev tun0 nodad
          ip route add default via 192.168.0.2 dev tun0
          ip -6 route add default dev tun0
          ip route add 192.0.2.1 via 192.168.0.2 dev tun0
          """);
      NetDevice device = Objects.requireNonNull(netns.device("tun0"));
      sniffer = new PacketSocket(netns, true, PacketTap.ALL, "packetdrill");
      sniffer.bind(device, PacketTap.ALL);
      sniffer.receiveBuffer(Integer.MAX_VALUE / 2);
      passUntil(now() + 2_000_000 * MICRO);
      forgetFrames();
    } catch (FileException | SocketException e) {
      throw new IllegalStateException(e);
    }
  }

  private void forgetFrames() throws SocketException {
    Frame frame = sniffer.receive();
    while (frame != null) {
      frame = sniffer.receive();
    }
  }

  Lab lab() {
    return lab;
  }

  Netns netns() {
    return netns;
  }

  private long now() {
    return lab.world().loop().now();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
    calls.close();
    lab.close();
  }

  // ---- requests

  /// Does what is asked, and gives the answer's bytes, length in front. `waits` is run when the
  /// call of another thread than the main one has to wait.
  synchronized ByteBuffer answer(ByteBuffer request, boolean main, Runnable waits) {
    if (!main) {
      sayThatItWaits = waits;
    }
    if (!main && looking > 0) {
      looking--;
      notifyAll();
    }
    Answer answer = new Answer();
    try {
      answer.result = answer(request, main, answer);
    } catch (SocketException e) {
      answer.result = -1;
      answer.errno = e.errno().number();
    } catch (FileException e) {
      answer.result = -1;
      answer.errno = e.errno().number();
    }
    drain();
    notifyAll();
    return answer.toBytes();
  }

  private long answer(ByteBuffer request, boolean main, Answer answer)
      throws SocketException, FileException {
    Call call = Call.values()[(int) request.getLong() - 1];
    return switch (call) {
      case DEVICE_SEND -> deviceSend(request);
      case DEVICE_RECEIVE -> deviceReceive(answer);
      case SLEEP -> sleep(request.getLong());
      case TIME -> time();
      case MTU -> mtu(request.getLong(), (int) request.getLong());
      default -> calls.make(call, request, main, answer);
    };
  }

  synchronized String command(String line) {
    return lab.run(line);
  }

  synchronized int status() {
    return lab.status();
  }

  // ---- time

  /// Both threads look at the clock until it is as late as they wish.
  private long time() {
    passUntil(now() + MICRO);
    return now() / MICRO;
  }

  private long sleep(long micros) {
    passUntil(now() + micros * MICRO);
    return 0;
  }

  /// Lets time pass, event by event; a thread that waits and is done gets its turn at once.
  private void passUntil(long time) {
    while (now() < time) {
      step(time);
    }
  }

  private void step(long most) {
    long next = Math.min(Math.max(lab.world().loop().nextTime(), now() + 1), most);
    lab.world().loop().runUntil(next);
    drain();
    letOthersLook();
  }

  /// What a call waits for.
  interface Condition {
    boolean holds() throws SocketException;
  }

  /// A call that waits on another thread.
  private static final class Waiter {
    final Condition condition;
    final long end;
    boolean done;

    Waiter(Condition condition, long end) {
      this.condition = condition;
      this.end = end;
    }

    /// Whether it need not wait any more; the call itself finds out what is wrong.
    boolean look(long now) {
      try {
        done = condition.holds() || now >= end;
      } catch (SocketException e) {
        done = true;
      }
      return done;
    }
  }

  private void letOthersLook() {
    for (Waiter waiter : waiters) {
      looking += waiter.look(now()) ? 1 : 0;
    }
    if (looking == 0) {
      return;
    }
    waiters.removeIf(waiter -> waiter.done);
    notifyAll();
    long end = System.currentTimeMillis() + STANDSTILL;
    try {
      while (looking > 0 && System.currentTimeMillis() < end) {
        wait(STANDSTILL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    looking = 0;
  }

  /// Waits until it holds, or has been waited for too long.
  void await(Condition condition, boolean main) throws SocketException {
    await(condition, main, PATIENCE);
  }

  /// As the other, for `nanos` of the lab's time at most.
  void await(Condition condition, boolean main, long nanos) throws SocketException {
    long end = now() + nanos;
    if (main) {
      while (!condition.holds() && now() < end) {
        step(Math.min(end, nextOr(end)));
      }
      return;
    }
    Waiter waiter = new Waiter(condition, end);
    if (waiter.look(now())) {
      return;
    }
    waiters.add(waiter);
    sayThatItWaits.run();
    try {
      while (!waiter.done && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long nextOr(long end) {
    long next = lab.world().loop().nextTime();
    return next == Clock.NEVER ? end : next;
  }

  // ---- the link

  private long mtu(long bytes, int segment) {
    mss = segment;
    lab.run("ip link set tun0 mtu " + bytes);
    return 0;
  }

  private long deviceSend(ByteBuffer request) throws FileException {
    request.position(request.position() + 3 * Long.BYTES);
    byte[] packet = new byte[PREFIX + request.remaining()];
    request.get(packet, PREFIX, request.remaining());
    if (mss > 0 && packet.length > PREFIX + mss + LARGEST_HEADERS) {
      sayThatItStandsForMany(packet);
    }
    tun.write(packet, 0, packet.length);
    passUntil(now() + 1);
    return 0;
  }

  /// As `virtio_net_hdr` tells it.
  private void sayThatItStandsForMany(byte[] packet) {
    boolean ipv4 = packet[PREFIX] >>> 4 == 4;
    packet[0] = 1;
    packet[1] = (byte) (ipv4 ? 1 : 4);
    ByteBuffer.wrap(packet)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(4, (short) mss)
        .putShort(6, (short) (ipv4 ? 20 : 40))
        .putShort(8, (short) Tcp.CHECKSUM_OFFSET);
  }

  private long deviceReceive(Answer answer) throws SocketException {
    long end = now() + PATIENCE;
    Frame frame = sent();
    while (frame == null && now() < end) {
      step(Math.min(end, nextOr(end)));
      frame = sent();
    }
    if (frame == null) {
      throw new SocketException(Errno.ETIMEDOUT);
    }
    answer.bytes = frame.bytes();
    return frame.time() / MICRO;
  }

  private @Nullable Frame sent() throws SocketException {
    Frame frame = sniffer.receive();
    while (frame != null && (frame.type() != Packet.Type.OUTGOING || isChatter(frame.bytes()))) {
      frame = sniffer.receive();
    }
    return frame;
  }

  /// Whether a host says it by itself: solicits routers, joins groups.
  private static boolean isChatter(byte[] packet) {
    int version = packet[0] >>> 4 & 0xf;
    return version == 4 ? packet[16] >>> 4 == -2 : packet[24] == -1;
  }

  /// Takes the packets off the link, so that it is never full.
  private void drain() {
    try {
      while (tun.isReadable()) {
        tun.read(drained, 0, drained.length);
      }
    } catch (FileException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What goes back to packetdrill: a result, an error's number, and bytes.
  static final class Answer {
    long result;
    int errno;
    byte[] bytes = {};

    ByteBuffer toBytes() {
      int length = 2 * Long.BYTES + bytes.length;
      return ByteBuffer.allocate(Long.BYTES + length)
          .order(ByteOrder.nativeOrder())
          .putLong(length)
          .putLong(result)
          .putLong(errno)
          .put(bytes)
          .flip();
    }
  }
}
