package dev.patchbay.stack.ip;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The options of one IPv4 header (RFC 791 section 3.1, net/ipv4/ip_options.c): who was on the way
/// (record route) and when (timestamp), and who is to be (source route). A host that gets the
/// packet takes the next free place in them; when it sends the packet on, the address it does so by
/// goes there.
public final class IpOptions {
  private static final int LENGTH = 1;
  private static final int POINTER = 2;
  private static final int FORM = 3;

  private static final int TIMES = 0;
  private static final int TIMES_AND_ADDRESSES = 1;
  private static final int TIMES_OF_GIVEN_ADDRESSES = 3;

  private static final int MOST_BYTES = 40;

  private final byte[] bytes;
  private final int header;
  private int recordRoute = -1;
  private int timestamp = -1;
  private int sourceRoute = -1;
  private int firstHop;
  private int problem = -1;
  private int flags;

  private IpOptions(byte[] bytes, int header) {
    this.bytes = bytes;
    this.header = header;
  }

  // ---- reading

  /// The options of the header at `header`, a whole one.
  static IpOptions read(byte[] bytes, int header) {
    IpOptions options = new IpOptions(bytes, header);
    int end = Ipv4.payload(bytes, header);
    int at = header + Ipv4.HEADER;
    while (at < end && bytes[at] != Ipv4.OPTION_END && options.isSound()) {
      at = options.readOne(at, end);
    }
    return options;
  }

  private int readOne(int at, int end) {
    if (bytes[at] == Ipv4.OPTION_NOP) {
      return at + 1;
    }
    int length = at + LENGTH < end ? u8(at + LENGTH) : 0;
    if (length < 2 || length > end - at) {
      refuse(at);
      return end;
    }
    switch (u8(at)) {
      case Ipv4.OPTION_RECORD_ROUTE -> {
        checkPlaces(at, recordRoute, 3, 4, 3);
        recordRoute = isSound() ? at : recordRoute;
      }
      case Ipv4.OPTION_TIMESTAMP -> {
        checkPlaces(at, timestamp, 4, 5, length > FORM && form(at) != TIMES ? 7 : 3);
        timestamp = isSound() ? at : timestamp;
      }
      case Ipv4.OPTION_LOOSE_ROUTE, Ipv4.OPTION_STRICT_ROUTE -> {
        checkSourceRoute(at);
        sourceRoute = isSound() ? at : sourceRoute;
      }
      default -> {}
    }
    return at + length;
  }

  /// Whether the option stands there once, and its pointer points to a place of so many bytes (less
  /// one), or behind the last one.
  private void checkPlaces(int at, int before, int minLength, int firstPlace, int size) {
    if (before >= 0) {
      refuse(at);
    } else if (u8(at + LENGTH) < minLength) {
      refuse(at + LENGTH);
    } else if (place(at) < firstPlace || (hasPlace(at) && place(at) + size > u8(at + LENGTH))) {
      refuse(at + POINTER);
    }
  }

  private void checkSourceRoute(int at) {
    if (u8(at + LENGTH) < 3) {
      refuse(at + LENGTH);
    } else if (place(at) < 4) {
      refuse(at + POINTER);
    } else if (sourceRoute >= 0) {
      // RFC 1812 5.2.4.1: one source route at most.
      refuse(at);
    }
  }

  private void refuse(int at) {
    problem = at - header;
  }

  boolean isSound() {
    return problem < 0;
  }

  /// Which byte of the header is wrong.
  int problem() {
    return problem;
  }

  // ---- source route

  public boolean hasSourceRoute() {
    return sourceRoute >= 0;
  }

  /// Whether each of the hosts must be a neighbour of the one before.
  public boolean isStrict() {
    return hasSourceRoute() && u8(sourceRoute) == Ipv4.OPTION_STRICT_ROUTE;
  }

  /// Whom a header made here with these options, or none, is addressed to at first when it is for
  /// `destination` in the end.
  public static int firstHop(@Nullable IpOptions options, int destination) {
    return options == null || !options.hasSourceRoute() ? destination : options.firstHop;
  }

  /// How many hosts are still to be passed.
  int hopsLeft() {
    return hasSourceRoute()
        ? Math.max(u8(sourceRoute + LENGTH) + 1 - place(sourceRoute), 0) / 4
        : 0;
  }

  /// Whether bytes are left behind the last host.
  boolean endsInHalfHop() {
    return hasSourceRoute() && (u8(sourceRoute + LENGTH) + 1 - place(sourceRoute)) % 4 > 0;
  }

  /// The address of number `i` of the hosts that are still to be passed.
  int hop(int i) {
    return address(hopPlace(i));
  }

  /// Number `i` of them is the next, and `by` the address it is reached by.
  void passed(int i, int by) {
    put(bytes, hopPlace(i), by);
    bytes[sourceRoute + POINTER] = (byte) (place(sourceRoute) + 4 * (i + 1));
  }

  private int hopPlace(int i) {
    return sourceRoute + place(sourceRoute) - 1 + 4 * i;
  }

  /// Which byte of the header points to the next of the hosts.
  int hopPointer() {
    return sourceRoute + POINTER - header;
  }

  private int address(int at) {
    return Ip.read(Family.IPV4, bytes, at).toInt();
  }

  // ---- the bytes

  /// What is still to be done when the packet leaves: bits of [IpFlags].
  int flags() {
    return flags;
  }

  private int u8(int at) {
    return bytes[at] & 0xff;
  }

  private int place(int option) {
    return u8(option + POINTER);
  }

  private boolean hasPlace(int option) {
    return place(option) <= u8(option + LENGTH);
  }

  private int form(int option) {
    return u8(option + FORM) & 0xf;
  }

  private static void put(byte[] bytes, int at, int value) {
    Ip.v4(value).write(bytes, at);
  }

  // ---- taking a place

  /// Takes the next free place for this host. The bytes may be written.
  ///
  /// @param address this host's, as the packet knows it
  /// @param now milliseconds since midnight
  /// @param isOurs whether an address is this namespace's
  void take(int address, int now, IntPredicate isOurs) {
    if (recordRoute >= 0 && hasPlace(recordRoute)) {
      put(bytes, recordRoute + place(recordRoute) - 1, address);
      bytes[recordRoute + POINTER] = (byte) (place(recordRoute) + 4);
      flags |= IpFlags.RECORDS_ADDRESS;
    }
    if (timestamp >= 0 && hasPlace(timestamp)) {
      stamp(timestamp + place(timestamp) - 1, address, now, isOurs);
    }
  }

  private void stamp(int at, int address, int now, IntPredicate isOurs) {
    switch (form(timestamp)) {
      case TIMES -> stamped(at, now, 4);
      case TIMES_AND_ADDRESSES -> {
        put(bytes, at, address);
        flags |= IpFlags.STAMPS_ADDRESS;
        stamped(at + 4, now, 8);
      }
      case TIMES_OF_GIVEN_ADDRESSES -> {
        if (isOurs.test(address(at))) {
          stamped(at + 4, now, 8);
        }
      }
      default -> {}
    }
  }

  private void stamped(int at, int now, int size) {
    put(bytes, at, now);
    bytes[timestamp + POINTER] = (byte) (place(timestamp) + size);
    flags |= IpFlags.STAMPS_TIME;
  }

  /// Counts that there was no place for a time. False when that cannot be counted any more.
  boolean countOverflow() {
    if (timestamp < 0 || hasPlace(timestamp) || form(timestamp) == TIMES_OF_GIVEN_ADDRESSES) {
      return true;
    }
    int missed = u8(timestamp + FORM) >> 4;
    if (missed == 15) {
      refuse(timestamp + FORM);
      return false;
    }
    bytes[timestamp + FORM] = (byte) ((missed + 1) << 4 | form(timestamp));
    return true;
  }

  // ---- leaving

  /// The address by which a packet leaves goes to the places that were taken in its header.
  ///
  /// @param flags what [#flags] said then
  static void leave(byte[] bytes, int header, int flags, int address) {
    if ((flags & IpFlags.RECORDS_ADDRESS) != 0) {
      int option = Ipv4.option(bytes, header, Ipv4.OPTION_RECORD_ROUTE);
      put(bytes, option + (bytes[option + POINTER] & 0xff) - 5, address);
    }
    if ((flags & IpFlags.STAMPS_ADDRESS) != 0) {
      int option = Ipv4.option(bytes, header, Ipv4.OPTION_TIMESTAMP);
      put(bytes, option + (bytes[option + POINTER] & 0xff) - 9, address);
    }
  }

  // ---- headers made here

  /// Options that a program gives for the headers of its packets; null when they are malformed.
  ///
  /// @param isOurs whether an address is this namespace's, so that its place is taken at once
  public static @Nullable IpOptions given(byte[] options, IntPredicate isOurs) {
    byte[] header = headerWith(options);
    if (options.length > MOST_BYTES) {
      return null;
    }
    IpOptions read = read(header, 0);
    if (!read.isSound() || !read.takeFirstHop()) {
      return null;
    }
    read.take(0, 0, isOurs);
    return read;
  }

  /// The first of a source route's hosts goes into the header's destination, and leaves a place for
  /// the last one. False when the route is not whole.
  private boolean takeFirstHop() {
    if (!hasSourceRoute()) {
      return true;
    }
    int length = u8(sourceRoute + LENGTH);
    if (place(sourceRoute) != 4 || hopsLeft() == 0 || endsInHalfHop()) {
      return false;
    }
    firstHop = hop(0);
    System.arraycopy(bytes, hopPlace(1), bytes, hopPlace(0), length - 7);
    return true;
  }

  private static byte[] headerWith(byte[] options) {
    byte[] header = new byte[Ipv4.HEADER + ((options.length + 3) & ~3)];
    System.arraycopy(options, 0, header, Ipv4.HEADER, options.length);
    Ipv4.headerLength(header, 0, header.length);
    return header;
  }

  /// The options of the answer to a packet that came with these: what was recorded goes back, and
  /// the next place is taken, and the hosts of a source route are passed again, backwards
  /// (`ip_options_echo`). Null when there is half a place.
  ///
  /// @param sender who gets the answer
  @Nullable IpOptions echo(int sender, IntPredicate isOurs) {
    byte[] kept = new byte[MOST_BYTES];
    int length = keep(recordRoute, kept, 0);
    length = keep(timestamp, kept, length);
    int hops = hopsBack(sender);
    length = hops == 0 ? length : keepBackwards(hops, kept, length);
    IpOptions answer = read(headerWith(Arrays.copyOf(kept, length)), 0);
    if (!answer.isSound()) {
      return null;
    }
    if (hops > 0) {
      answer.firstHop = address(lastPassed());
    }
    answer.take(0, 0, isOurs);
    return answer;
  }

  /// Where the host stands that was passed last.
  private int lastPassed() {
    int pointer = Math.min(place(sourceRoute), u8(sourceRoute + LENGTH) + 1);
    return sourceRoute + pointer - 5;
  }

  /// How many hosts are to be passed on the way back, the last being the one that is answered.
  private int hopsBack(int sender) {
    int passed = hasSourceRoute() ? (lastPassed() - sourceRoute - 3) / 4 + 1 : 0;
    // RFC 1812 5.2.4.1: a route that began with its own sender is mended.
    return passed > 0 && address(sourceRoute + 3) == sender ? passed - 1 : passed;
  }

  private int keepBackwards(int hops, byte[] into, int at) {
    into[at] = bytes[sourceRoute];
    into[at + LENGTH] = (byte) (3 + 4 * hops);
    into[at + POINTER] = 4;
    for (int i = 1; i < hops; i++) {
      put(into, at + 4 * i - 1, address(lastPassed() - 4 * i));
    }
    return at + 3 + 4 * hops;
  }

  private int keep(int option, byte[] into, int at) {
    if (option < 0) {
      return at;
    }
    System.arraycopy(bytes, option, into, at, u8(option + LENGTH));
    return at + u8(option + LENGTH);
  }

  /// Bytes that they take in a header.
  public int length() {
    return Ipv4.optionsLength(bytes, header);
  }

  /// Writes them into a header made here, that leaves by `address` at `now`, for `destination` in
  /// the end.
  void writeTo(byte[] into, int newHeader, int address, int now, int destination) {
    System.arraycopy(bytes, header + Ipv4.HEADER, into, newHeader + Ipv4.HEADER, length());
    if (hasSourceRoute()) {
      put(into, newHeader + sourceRoute - header + u8(sourceRoute + LENGTH) - 4, destination);
    }
    leave(into, newHeader, flags, address);
    if ((flags & IpFlags.STAMPS_TIME) != 0) {
      int option = newHeader + timestamp - header;
      put(into, option + (into[option + POINTER] & 0xff) - 5, now);
    }
  }
}
