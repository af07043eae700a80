package dev.patchbay.tools.ping;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Wait;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the sockets of both families have in common: how they are set up, and what their requests
/// carry.
///
/// ```
///  0 ICMP header: type, code, checksum, identifier, sequence
///  8 time of sending, see [Stamp]
/// 24 the pattern, or 16, 17, 18, …: each byte its place in the data
/// ```
abstract class EchoSocket implements Echo {
  /// Bytes of an ICMP header of either family.
  static final int HEADER = Icmp.HEADER;

  /// No socket sends more than 64 KiB, so longer requests need not be longer than this.
  private static final int MOST_DATA = 0x10010;

  private static final int LEAST_RECEIVE_BUFFER = 65536;
  private static final int BLOCK = 512;
  private static final int BLOCK_OVERHEAD = 16 + 64 + 160;

  final Session session;
  final Process process;
  final Options options;
  final Voice voice;
  final IpSocket socket;

  private final int identifier;

  /// What hosts are called, once the destination is known.
  AddressNames names;

  private final byte[] request;

  EchoSocket(Session session, IpSocket socket, boolean raw) {
    this.session = session;
    this.process = session.process();
    this.options = session.options();
    this.voice = session.voice();
    this.names = session.names(false);
    this.socket = socket;
    this.identifier = raw ? ownIdentifier() : -1;
    this.request = new byte[HEADER + Math.min(options.size, MOST_DATA)];
    Filling.fill(request, HEADER, options.pattern);
  }

  private int ownIdentifier() {
    Integer given = options.identifier;
    return given == null ? process.pid() & 0xffff : given;
  }

  /// Goes for a destination: finds the source address, sets the socket up and prints the header
  /// line. Returns whether there is a way; when there is none and `isLast`, that ends the command.
  abstract boolean aim(Destination destination, boolean isLast) throws FileException;

  @Override
  public final int identifier() {
    return identifier;
  }

  @Override
  public final AddressNames names() {
    return names;
  }

  @Override
  public final Wait readable() {
    return socket.readable();
  }

  @Override
  public final byte[] data() {
    return Arrays.copyOfRange(request, HEADER, request.length);
  }

  // ---- setting up

  /// Sets what a probe and the socket have in common.
  final void setTosAndMark(IpSocket each) {
    Integer tos = options.tos;
    if (tos != null) {
      each.tos(tos);
    }
    Integer mark = options.mark;
    if (mark != null) {
      each.mark(mark);
    }
  }

  /// Whether an error says that there is no way, so that the next address of the host may be tried.
  static boolean isNoWay(SocketException e) {
    return e.errno() == Errno.EHOSTUNREACH || e.errno() == Errno.ENETUNREACH;
  }

  /// Complains when the source address is not the device's.
  final void checkSource(String device, Family family, Ip source) throws FileException {
    NetDevice found = process.netns().device(device);
    InetDevice inet = found == null ? null : InetDevice.of(found, family);
    boolean own = inet != null && inet.find(source.hi(), source.lo()) != null;
    if (!own) {
      voice.warn("Warning: source address might be selected on device other than: " + device);
    }
  }

  /// Binds a socket to the device that was asked for, if any; `what` is said when there is none.
  final void bindDevice(IpSocket each, String what) throws FileException {
    String device = options.device;
    if (device != null) {
      try {
        each.bindDevice(device);
      } catch (SocketException e) {
        throw voice.refused(what + " " + device, e.errno());
      }
    }
  }

  /// Binds the socket to its source address, when that must not change.
  final void bindSource(Ip source, String what) throws FileException {
    if (options.strictSource) {
      try {
        socket.bind(source);
      } catch (SocketException e) {
        throw voice.refused(what, e.errno());
      }
    }
  }

  /// Sets how packets that are too large are dealt with: those for many are never cut.
  final void setPathMtuDiscovery() {
    PathMtuDiscovery asked = options.discovery;
    if (asked != null) {
      socket.pathMtuDiscovery(asked);
    } else if (isForMany()) {
      socket.pathMtuDiscovery(PathMtuDiscovery.DO);
    }
  }

  /// Makes room for the replies to all requests that may be under way.
  ///
  /// @param header bytes of the headers below ICMP
  final void setBuffer(int header) throws FileException {
    long message = (long) options.size + HEADER;
    long packet = message + (message + BLOCK - 1) / BLOCK * (header + BLOCK_OVERHEAD);
    long needed = packet * options.preload;
    socket.receiveBuffer(Math.clamp(needed, LEAST_RECEIVE_BUFFER, Integer.MAX_VALUE));
    if (socket.receiveBuffer() < needed) {
      voice.warn("WARNING: probably, rcvbuf is not enough to hold preload");
    }
  }

  /// Connects the socket, when that was asked for.
  final void connect(Ip destination) throws FileException {
    if (options.connect) {
      try {
        socket.connect(destination);
      } catch (SocketException e) {
        throw voice.refused("connect failed", e.errno());
      }
    }
  }

  // ---- messages

  /// The bytes of a request, its time and number set; the checksum is not.
  final byte[] request(int sequence) {
    if (options.size >= Stamp.BYTES) {
      Stamp.write(request, HEADER, process.loop().now() / 1000);
    }
    // Both families have it in the same place.
    Icmp.sequence(request, 0, sequence);
    return request;
  }

  final boolean isOurs(int id) {
    return identifier < 0 || id == identifier;
  }

  @Override
  public final @Nullable Heard nextError() {
    SocketError error = socket.nextError();
    if (error == null) {
      return null;
    }
    return error.origin() == SocketError.Origin.LOCAL ? localError(error) : remoteError(error);
  }

  private Heard localError(SocketError error) {
    String what =
        error.errno() == Errno.EMSGSIZE
            ? "message too long, " + mtuWords() + error.info()
            : error.errno().text();
    return new Heard.LocalError("local error: " + what);
  }

  /// What stands before the MTU when a message is too long for it.
  abstract String mtuWords();

  /// An error that came by ICMP.
  abstract Heard remoteError(SocketError error);
}
