package dev.patchbay.packet.capture;

import dev.patchbay.packet.Ip;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes pcapng: frames of many interfaces in one file, with times in nanoseconds, directions,
/// losses and comments. A capture may be cut into files of a size; each begins with all that is
/// needed to read it alone. What is remembered is the interfaces and the names, never a frame.
public final class PcapngWriter implements Closeable {
  private static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
  private static final int INTERFACE = 1;
  private static final int NAME_RESOLUTION = 4;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  private static final int COMMENT = 1;
  private static final int APPLICATION = 4;

  private static final int NAME = 2;
  private static final int DESCRIPTION = 3;
  private static final int TIME_RESOLUTION = 9;

  private static final int FLAGS = 2;
  private static final int DROP_COUNT = 4;

  private static final int RECEIVED = 4;
  private static final int DROPPED = 5;

  /// The longest text of an option: its length is a number of 16 bits.
  private static final int LONGEST_TEXT = 65_535;

  private record Interface(LinkType type, int snapLength, String name, @Nullable String about) {}

  private final CaptureFiles files;
  private final long limit;
  private final String application;
  private final List<Interface> interfaces = new ArrayList<>();
  private final Map<Ip, String> names = new LinkedHashMap<>();
  private final LittleEndian block = new LittleEndian();
  private OutputStream out;
  private int number;
  private long written;

  /// Writes one file that may grow without a bound.
  ///
  /// @param application what wrote it, for the reader to know
  public PcapngWriter(OutputStream out, String application) throws IOException {
    this(_ -> out, Long.MAX_VALUE, application);
  }

  /// Writes files of about a size.
  ///
  /// @param limit bytes after which a file is full; a full one is closed before the next frame
  public PcapngWriter(CaptureFiles files, long limit, String application) throws IOException {
    this.files = files;
    this.limit = limit;
    this.application = application;
    this.out = files.open(0);
    writeSectionHeader();
  }

  /// Describes an interface and gives its number, from 0 on.
  ///
  /// @param snapLength the most bytes that are kept of a frame, or 0 for no bound
  /// @param about a sentence about it, or null
  public int addInterface(LinkType type, int snapLength, String name, @Nullable String about)
      throws IOException {
    Interface added = new Interface(type, snapLength, name, about);
    interfaces.add(added);
    writeInterface(added);
    return interfaces.size() - 1;
  }

  /// Tells the name of an address.
  public void name(Ip address, String name) throws IOException {
    if (!name.equals(names.put(address, name))) {
      writeNames(Map.of(address, name));
    }
  }

  /// Writes a frame, or as much of it as its interface keeps.
  ///
  /// @param time nanoseconds since 1970-01-01T00:00:00Z
  /// @param from where it begins in `bytes`
  /// @param captured how many bytes of it are there
  /// @param length how many bytes it had on the wire
  public void write(
      int inter, long time, byte[] bytes, int from, int captured, int length, FrameNotes notes)
      throws IOException {
    if (written >= limit) {
      rotate();
    }
    int snapLength = interfaces.get(inter).snapLength;
    int kept = snapLength == 0 ? captured : Math.min(captured, snapLength);
    int at = begin(ENHANCED_PACKET);
    block.u32(inter);
    time(time);
    block.u32(kept).u32(length).bytes(bytes, from, kept).pad();
    options(notes);
    end(at);
  }

  /// Tells what an interface has counted up to a time.
  public void statistics(int inter, long time, long received, long dropped) throws IOException {
    int at = begin(INTERFACE_STATISTICS);
    block.u32(inter);
    time(time);
    block.u16(RECEIVED).u16(8).u64(received);
    block.u16(DROPPED).u16(8).u64(dropped);
    block.u32(0);
    end(at);
  }

  /// How many files have been begun.
  public int files() {
    return number + 1;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void rotate() throws IOException {
    out.close();
    number++;
    out = files.open(number);
    written = 0;
    writeSectionHeader();
    for (Interface known : interfaces) {
      writeInterface(known);
    }
    if (!names.isEmpty()) {
      writeNames(names);
    }
  }

  private void writeSectionHeader() throws IOException {
    int at = begin(SECTION_HEADER);
    block.u32(BYTE_ORDER_MAGIC).u16(1).u16(0).u64(-1);
    text(APPLICATION, application);
    block.u32(0);
    end(at);
  }

  private void writeInterface(Interface described) throws IOException {
    int at = begin(INTERFACE);
    block.u16(described.type.number()).u16(0).u32(described.snapLength);
    text(NAME, described.name);
    if (described.about != null) {
      text(DESCRIPTION, described.about);
    }
    block.u16(TIME_RESOLUTION).u16(1).u32(9);
    block.u32(0);
    end(at);
  }

  private void writeNames(Map<Ip, String> known) throws IOException {
    int at = begin(NAME_RESOLUTION);
    for (Map.Entry<Ip, String> entry : known.entrySet()) {
      Ip ip = entry.getKey();
      byte[] address = new byte[ip.isV4() ? 4 : 16];
      ip.write(address, 0);
      byte[] name = (entry.getValue() + "\0").getBytes(StandardCharsets.UTF_8);
      block.u16(ip.isV4() ? 1 : 2).u16(address.length + name.length);
      block.bytes(address, 0, address.length).bytes(name, 0, name.length).pad();
    }
    block.u32(0);
    block.u32(0);
    end(at);
  }

  private void options(FrameNotes notes) {
    boolean directed = notes.direction() != Direction.UNKNOWN;
    if (directed) {
      block.u16(FLAGS).u16(4).u32(notes.direction().ordinal());
    }
    if (notes.dropped() != 0) {
      block.u16(DROP_COUNT).u16(8).u64(notes.dropped());
    }
    for (String comment : notes.comments()) {
      text(COMMENT, comment);
    }
    if (directed || notes.dropped() != 0 || !notes.comments().isEmpty()) {
      block.u32(0);
    }
  }

  private void time(long time) {
    block.u32((int) (time >>> 32)).u32((int) time);
  }

  private void text(int option, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, LONGEST_TEXT);
    block.u16(option).u16(length).bytes(bytes, 0, length).pad();
  }

  private int begin(int type) {
    int at = block.size();
    block.u32(type).u32(0);
    return at;
  }

  private void end(int at) throws IOException {
    int length = block.size() - at + 4;
    block.u32(at + 4, length);
    block.u32(length);
    written += block.drain(out);
  }
}
