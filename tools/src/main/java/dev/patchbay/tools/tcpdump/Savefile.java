package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.DateFormat;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.packet.capture.PcapWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where frames are written: a file, or with `-C` and `-G` one after the other.
final class Savefile {
  private static final long SECOND = 1_000_000_000;

  private final Process process;
  private final Options options;
  private final String name;
  private final LinkType type;
  private final int snapLength;
  private @Nullable FileOutput out;
  private @Nullable PcapWriter writer;
  private String path = "";

  /// How many files `-C` has ended since `-G` ended one, and how many `-G` has.
  private int bySize;

  private int byTime;
  private long since;

  /// Opens the first file.
  Savefile(Process process, Options options, String name, LinkType type, int snapLength) {
    this.process = process;
    this.options = options;
    this.name = name;
    this.type = type;
    this.snapLength = snapLength;
    this.since = second();
    open();
  }

  private long second() {
    return process.loop().now() / SECOND;
  }

  private void open() {
    path = name;
    if (options.fileSeconds > 0) {
      path = DateFormat.format(name, since * SECOND);
    }
    if (options.fileSize > 0 && (bySize > 0 || options.fileCount > 0)) {
      int digits = options.fileCount > 0 ? Integer.toString(options.fileCount - 1).length() : 0;
      String number = Integer.toString(bySize);
      path += "0".repeat(Math.max(0, digits - number.length())) + number;
    }
    try {
      OpenFile file =
          path.equals("-")
              ? process.file(1).share()
              : process
                  .files()
                  .open(Files.absolute(process.directory(), path), OpenMode.WRITE, 0644);
      out = new FileOutput(file);
      writer = new PcapWriter(out, type, snapLength, options.nanoseconds);
    } catch (FileException e) {
      throw Options.error(path + ": " + e.errno().text());
    } catch (IOException e) {
      throw Options.error(path + ": " + e.getMessage());
    }
  }

  /// Writes a frame; false when there are to be no more files.
  boolean write(CapturedFrame frame) throws IOException {
    if (options.fileSeconds > 0 && second() - since >= options.fileSeconds) {
      since = second();
      byTime++;
      end();
      if (options.fileSize == 0 && options.fileCount > 0 && byTime >= options.fileCount) {
        return false;
      }
      bySize = 0;
      open();
    }
    if (options.fileSize > 0 && out != null && out.written() > options.fileSize) {
      end();
      bySize++;
      if (options.fileCount > 0 && bySize >= options.fileCount) {
        bySize = 0;
      }
      open();
    }
    if (writer != null) {
      byte[] bytes = frame.bytes();
      writer.write(frame.time(), bytes, 0, bytes.length, frame.length());
    }
    if (options.unbuffered) {
      flush();
    }
    return true;
  }

  void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  /// Ends a file that another follows: it may be compressed.
  private void end() throws IOException {
    close();
    String compressor = options.compressor;
    if (compressor != null) {
      Compressor.start(process, compressor, path);
    }
  }

  void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
      writer = null;
    }
  }
}
