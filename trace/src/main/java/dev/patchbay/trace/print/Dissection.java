package dev.patchbay.trace.print;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.nio.charset.StandardCharsets;
import java.util.Formatter;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A frame while it is printed: its bytes, where they end, and what has been said so far. Reading
/// beyond the end throws [Truncated].
final class Dissection {
  /// How many frames and packets may lie in one another. (tcpdump knows no bound; its stack does.)
  private static final int NESTING_LIMIT = 500;

  private static final int LONGEST_NSAP = 20;

  private static final HexFormat HEX = HexFormat.of();

  private static final Tokens MAKERS =
      Tokens.of(
          """
          0x000000 Ethernet
          0x00000c Cisco
          0x00005e IANA
          0x000081 Nortel Networks SONMP
          0x0000f8 Cisco bridged
          0x0080c2 Ethernet bridged
          0x00a03e ATM Forum
          0x00e02f DOCSIS Spanning Tree
          0x080007 Appletalk
          0x009069 Juniper
          0x080009 Hewlett-Packard
          0x00120f IEEE 802.3 Private
          0x0012bb ANSI/TIA
          0x001b21 DCBX
          0x002320 Nicira Networks
          0x5c16c7 Big Switch Networks
          0xb0d2f5 Vello Systems
          0x002481 HP
          0x0004ea HP-Labs
          0x748771 Infoblox Inc
          0xa42305 Open Networking Lab
          0x00049f Freescale
          0x0015ad Netronome
          0x001018 Broadcom
          0x00e004 PMC-Sierra
          0xd0f0db Ericsson
          """);

  final byte[] bytes;
  final PrintOptions options;
  final TcpConversations conversations;
  final Names names;

  /// Where what may be read ends: what was captured, or where the packet says that it ends.
  private int end;

  /// Whose bytes are being read: what a cut frame is said to be a piece of.
  private String protocol = "";

  /// How many bytes the link header has.
  private int linkHeader;

  private int nesting;
  private final StringBuilder out = new StringBuilder(160);
  private final Formatter formatter = new Formatter(out, Locale.ROOT);

  Dissection(byte[] bytes, PrintOptions options, Names names, TcpConversations conversations) {
    this.bytes = bytes;
    this.options = options;
    this.names = names;
    this.conversations = conversations;
    this.end = bytes.length;
  }

  // ---- where we are

  int end() {
    return end;
  }

  /// Lets reading end there, and returns where it ended before.
  int end(int at) {
    int before = end;
    end = at;
    return before;
  }

  /// Lets reading end after `length` bytes from there, if that is earlier than now, and returns
  /// where it ended before.
  int limit(int at, long length) {
    return end((int) Math.min(end, at + length));
  }

  /// How many bytes there are from a place on.
  int left(int at) {
    return Math.max(0, end - at);
  }

  boolean has(long at, long length) {
    return length >= 0 && at + length <= end;
  }

  void need(long at, long length) {
    if (!has(at, length)) {
      throw new Truncated();
    }
  }

  String protocol() {
    return protocol;
  }

  void protocol(String name) {
    protocol = name;
  }

  int linkHeader() {
    return linkHeader;
  }

  void linkHeader(int length) {
    linkHeader = length;
  }

  /// A packet begins inside another.
  void enter() {
    if (++nesting > NESTING_LIMIT) {
      throw new Truncated();
    }
  }

  void leave() {
    nesting--;
  }

  // ---- reading

  int u1(int at) {
    if (at < 0 || at >= end) {
      throw new Truncated();
    }
    return bytes[at] & 0xff;
  }

  int u2(int at) {
    need(at, 2);
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  int u3(int at) {
    need(at, 3);
    return (u2(at) << 8) | (bytes[at + 2] & 0xff);
  }

  long u4(int at) {
    need(at, 4);
    return (long) u2(at) << 16 | u2(at + 2);
  }

  int s4(int at) {
    return (int) u4(at);
  }

  long u6(int at) {
    need(at, 6);
    return (long) u2(at) << 32 | u4(at + 2);
  }

  long u8(int at) {
    need(at, 8);
    return u4(at) << 32 | u4(at + 4);
  }

  int le2(int at) {
    return Short.toUnsignedInt(Short.reverseBytes((short) u2(at)));
  }

  long le4(int at) {
    return Integer.toUnsignedLong(Integer.reverseBytes(s4(at)));
  }

  Ip ip4(int at) {
    need(at, 4);
    return Ip.read(Family.IPV4, bytes, at);
  }

  Ip ip6(int at) {
    need(at, 16);
    return Ip.read(Family.IPV6, bytes, at);
  }

  // ---- what numbers are called

  /// An IPv4 address, or its name.
  String host4(int at) {
    return host(ip4(at));
  }

  /// An IPv6 address, or its name.
  String host6(int at) {
    return host(ip6(at));
  }

  /// A prefix that stands in as few bytes as its bits need.
  String prefix(Family family, int at, int bits) {
    int length = (bits + 7) / 8;
    need(at, length);
    byte[] address = new byte[family.bytes()];
    System.arraycopy(bytes, at, address, 0, length);
    if (bits % 8 != 0) {
      address[length - 1] &= (byte) (0xff00 >> bits % 8);
    }
    return host(Ip.read(family, address, 0));
  }

  /// The number of an autonomous system.
  String system(long number) {
    return Long.toString(number);
  }

  /// An address of OSI's network layer.
  String nsap(int at, int length) {
    if (length < 1 || length > LONGEST_NSAP) {
      return "isonsap_string: illegal length";
    }
    need(at, length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(i % 2 == 1 ? "." : "").append(HEX.toHexDigits(bytes[at + i]));
    }
    return text.toString();
  }

  String host(Ip address) {
    String name = names.host(address);
    if (name == null) {
      return address.text();
    }
    int dot = name.indexOf('.');
    return options.domainless() && dot >= 0 ? name.substring(0, dot) : name;
  }

  String port(int port, String protocol) {
    String name = names.port(port, protocol);
    return name != null ? name : Integer.toString(port);
  }

  /// A MAC address, with its maker when names are wanted.
  String mac(int at) {
    need(at, Mac.BYTES);
    long mac = Mac.read(bytes, at);
    if (options.numeric()) {
      return Mac.format(mac);
    }
    String name = mac == Mac.BROADCAST_VALUE ? "Broadcast" : names.station(mac);
    return name != null ? name : Mac.format(mac) + " (oui " + maker((int) (mac >> 24)) + ")";
  }

  static String maker(int number) {
    return MAKERS.name(number, "Unknown");
  }

  /// A link address of any length.
  String station(int at, int length) {
    if (length == 0) {
      return "<empty>";
    }
    return length == Mac.BYTES ? mac(at) : hex(at, length, ":");
  }

  /// Bytes in hexadecimal figures.
  String hex(int at, int length, String between) {
    need(at, length);
    return HexFormat.ofDelimiter(between).formatHex(bytes, at, at + length);
  }

  String hex(int at, int length) {
    need(at, length);
    return HEX.formatHex(bytes, at, at + length);
  }

  // ---- saying

  boolean verbose() {
    return options.verbosity() > 0;
  }

  boolean verbose(int level) {
    return options.verbosity() >= level;
  }

  Dissection put(String text) {
    out.append(text);
    return this;
  }

  Dissection put(long number) {
    out.append(number);
    return this;
  }

  Dissection put(char letter) {
    out.append(letter);
    return this;
  }

  /// As `printf`.
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library that is not used here
  void print(String format, @Nullable Object... arguments) {
    formatter.format(format, arguments);
  }

  /// That the frame was cut here.
  void cut() {
    put(" [|").put(protocol).put(']');
  }

  void invalid() {
    put(" (invalid)");
  }

  /// A byte as `cat -v` shows it.
  void letter(int c) {
    int low = c & 0x7f;
    if (c > 0x7f) {
      put("M-");
    }
    if (low < ' ' || low == 0x7f) {
      put('^');
      low ^= 0x40;
    }
    put((char) low);
  }

  /// `length` bytes as letters; true when there are fewer.
  boolean letters(int at, int length) {
    int until = (int) Math.min(end, (long) at + length);
    for (int i = at; i < until; i++) {
      letter(u1(i));
    }
    return until < at + length;
  }

  /// `length` bytes as letters, all of which must have been captured.
  void text(int at, int length) {
    if (letters(at, length)) {
      throw new Truncated();
    }
  }

  /// The letters up to a zero byte among `length` bytes; returns how many bytes that is, the zero
  /// included, or 0 when there is no zero byte.
  int word(int at, int length) {
    int until = (int) Math.min(end, (long) at + length);
    for (int i = at; i < until; i++) {
      if (u1(i) == 0) {
        return i + 1 - at;
      }
      letter(u1(i));
    }
    return 0;
  }

  /// `length` bytes as letters, ending at a zero byte. Ends the frame when there are fewer.
  void lettersToZero(int at, int length) {
    for (int i = at; i < at + length && u1(i) != 0; i++) {
      letter(u1(i));
    }
  }

  /// `length` bytes of plain text, as they are.
  void plain(int at, int length) {
    need(at, length);
    out.append(new String(bytes, at, length, StandardCharsets.ISO_8859_1));
  }

  /// What tells nothing to a printer, unless little is to be said or the bytes are shown under the
  /// line anyway.
  void unknown(int at) {
    unknown(at, left(at));
  }

  /// The same of `length` bytes, which must have been captured.
  void unknown(int at, int length) {
    boolean shownAnyway =
        options.dump() == DumpStyle.HEX || options.dump() == DumpStyle.HEX_AND_TEXT;
    if (options.quiet() == 0 && !shownAnyway) {
      HexDump.hexAndText(this, "\n\t", at, length);
    }
  }

  /// Bytes that a printer knows no words for, as far as they were captured.
  void raw(int at, String indent, long length) {
    if (at > end) {
      print("%sDissector error: print_unknown_data called with pointer past end of packet", indent);
      return;
    }
    HexDump.hex(this, indent, at, (int) Math.min(left(at), length));
  }

  String text() {
    return out.toString();
  }
}
