package dev.patchbay.packet.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A capture file, read from its beginning: pcap of either byte order, in micro- or nanoseconds, or
/// pcapng. What libpcap 1.10 refuses is refused here, in its words.
public abstract sealed class CaptureReader permits PcapReader, PcapngReader {
  /// The most bytes of a frame that a file can hold; a file without a limit of its own has this
  /// one.
  public static final int MAXIMUM_SNAP_LENGTH = 262_144;

  /// The last number that libpcap 1.10.3 knows.
  private static final int LAST_LINK_TYPE = 289;

  final InputStream in;

  CaptureReader(InputStream in) {
    this.in = in;
  }

  /// Reads what stands before the first frame. The stream stays the caller's: it is not closed
  /// here, and not read ahead of what is asked for.
  public static CaptureReader open(InputStream in) throws CaptureException, IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4) {
      throw new CaptureException(truncated("dump file", 4, "file header bytes", magic.length));
    }
    int number = ByteBuffer.wrap(magic).order(ByteOrder.LITTLE_ENDIAN).getInt();
    CaptureReader reader =
        number == PcapngReader.SECTION_HEADER
            ? PcapngReader.begin(in)
            : PcapReader.begin(in, number);
    if (reader == null) {
      throw new CaptureException("unknown file format");
    }
    return reader;
  }

  /// The next frame, or null at the end of the file. What is cut short or wrong is told once all
  /// frames before it have been given; nothing can be read after that.
  public abstract @Nullable CapturedFrame next() throws CaptureException, IOException;

  /// What the first bytes of every frame are.
  public abstract LinkType linkType();

  /// The most bytes that were kept of a frame.
  public abstract int snapLength();

  static String truncated(String file, int tried, String what, int got) {
    return "truncated " + file + "; tried to read " + tried + " " + what + ", only got " + got;
  }

  /// What is often met and cannot be read here.
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(6, "IEEE802 (Token ring)"),
          Map.entry(8, "SLIP (SLIP)"),
          Map.entry(10, "FDDI (FDDI)"),
          Map.entry(51, "PPP_ETHER (PPPoE)"),
          Map.entry(104, "C_HDLC (Cisco HDLC)"),
          Map.entry(105, "IEEE802_11 (802.11)"),
          Map.entry(107, "FRELAY (Frame Relay)"),
          Map.entry(119, "PRISM_HEADER (802.11 plus Prism header)"),
          Map.entry(127, "IEEE802_11_RADIO (802.11 plus radiotap header)"),
          Map.entry(187, "BLUETOOTH_HCI_H4 (Bluetooth HCI UART transport layer)"),
          Map.entry(189, "USB_LINUX (USB with Linux header)"),
          Map.entry(192, "PPI (Per-Packet Information)"),
          Map.entry(239, "NFLOG (Linux netfilter log messages)"),
          Map.entry(253, "NETLINK (Linux netlink)"));

  static LinkType known(int number) throws CaptureException {
    LinkType type = LinkType.of(number);
    if (type == null) {
      throw new CaptureException(
          number > LAST_LINK_TYPE
              ? "unknown data link type " + number + " (min 104, max " + LAST_LINK_TYPE + ")"
              : "unsupported link type " + NAMES.getOrDefault(number, Integer.toString(number)));
    }
    return type;
  }

  static int adjusted(int snapLength) {
    return snapLength <= 0 ? MAXIMUM_SNAP_LENGTH : snapLength;
  }
}
