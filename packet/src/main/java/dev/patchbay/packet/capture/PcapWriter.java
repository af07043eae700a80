package dev.patchbay.packet.capture;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a pcap file, version 2.4, least significant byte first. Not buffered beyond a frame: what
/// was written can be read at once, if the stream can.
public final class PcapWriter implements Closeable, Flushable {
  private final OutputStream out;
  private final int snapLength;
  private final boolean nanoseconds;
  private final LittleEndian block = new LittleEndian();

  /// Writes the file's header.
  ///
  /// @param snapLength the most bytes that are kept of a frame
  /// @param nanoseconds whether times are kept to the nanosecond, else to the microsecond
  public PcapWriter(OutputStream out, LinkType type, int snapLength, boolean nanoseconds)
      throws IOException {
    this.out = out;
    this.snapLength = snapLength;
    this.nanoseconds = nanoseconds;
    block.u32(nanoseconds ? PcapReader.NANOSECONDS : PcapReader.MICROSECONDS);
    block.u16(2).u16(4).u32(0).u32(0).u32(snapLength).u32(type.number());
    block.drain(out);
  }

  /// Writes a frame, or as much of it as the file keeps.
  ///
  /// @param time nanoseconds since 1970-01-01T00:00:00Z
  /// @param from where it begins in `bytes`
  /// @param captured how many bytes of it are there
  /// @param length how many bytes it had on the wire
  public void write(long time, byte[] bytes, int from, int captured, int length)
      throws IOException {
    int kept = Math.min(captured, snapLength);
    long fraction = time % 1_000_000_000;
    block.u32((int) (time / 1_000_000_000));
    block.u32((int) (nanoseconds ? fraction : fraction / 1000));
    block.u32(kept).u32(length).bytes(bytes, from, kept);
    block.drain(out);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
