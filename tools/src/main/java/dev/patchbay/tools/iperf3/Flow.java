package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One stream of bytes, and what has been counted of it.
abstract sealed class Flow implements AutoCloseable permits TcpFlow, UdpFlow {
  private final int number;
  private final int id;
  private final boolean sends;
  final Counts total = new Counts();
  Counts last = new Counts();

  private final Buffers buffers;

  /// What is sent instead of nothing in particular, or where what comes goes (`-F`).
  private @Nullable OpenFile file;

  /// How many bytes the kernel takes for a socket in each direction when it is made.
  record Buffers(int send, int receive) {}

  /// @param number as reports call it
  /// @param id as both ends call it
  Flow(int number, int id, boolean sends, Buffers buffers) {
    this.number = number;
    this.id = id;
    this.sends = sends;
    this.buffers = buffers;
  }

  /// What has been counted since the test began.
  static final class Counts {
    long bytes;
    long packets;
    long lost;
    long outOfOrder;
    long retransmits;

    Counts copy() {
      Counts copy = new Counts();
      copy.bytes = bytes;
      copy.packets = packets;
      copy.lost = lost;
      copy.outOfOrder = outOfOrder;
      copy.retransmits = retransmits;
      return copy;
    }

    Counts minus(Counts before) {
      Counts result = copy();
      result.bytes -= before.bytes;
      result.packets -= before.packets;
      result.lost -= before.lost;
      result.outOfOrder -= before.outOfOrder;
      result.retransmits -= before.retransmits;
      return result;
    }

    void add(Counts others) {
      bytes += others.bytes;
      packets += others.packets;
      lost += others.lost;
      outOfOrder += others.outOfOrder;
      retransmits += others.retransmits;
    }

    void clear() {
      bytes = 0;
      packets = 0;
      lost = 0;
      outOfOrder = 0;
    }
  }

  final int number() {
    return number;
  }

  final int id() {
    return id;
  }

  final boolean sends() {
    return sends;
  }

  final Buffers buffers() {
    return buffers;
  }

  // ---- files

  /// Opens the file for each of the flows.
  static void open(Process process, String name, List<Flow> flows) throws Failure {
    String path = Files.absolute(process.directory(), name);
    try {
      for (Flow flow : flows) {
        OpenMode mode = flow.sends ? OpenMode.READ : OpenMode.WRITE;
        flow.file = process.files().open(path, mode, 0600);
      }
    } catch (FileException e) {
      throw new Failure("unable to open -F file: " + e.errno().text());
    }
  }

  /// How many bytes its file has.
  final long fileSize() {
    return file == null ? 0 : file.status().size();
  }

  /// The next block: the same one always, or what the file has next; empty when that is over.
  final byte[] next(byte[] block) throws FileException {
    if (file == null) {
      return block;
    }
    int done = 0;
    int read = 0;
    while (done < block.length && read >= 0) {
      read = file.read(block, done, block.length - done);
      done += Math.max(0, read);
    }
    return done == block.length ? block : Arrays.copyOf(block, done);
  }

  /// Writes what has come into the file, if there is one.
  final void keep(byte[] bytes, int count) throws FileException {
    if (file != null) {
      file.write(bytes, 0, count);
    }
  }

  // ---- what goes

  /// Sends a block.
  abstract void send(byte[] block, long now) throws StreamException;

  /// Receives what comes: how many bytes, or -1 at the end.
  abstract int receive(byte[] into) throws StreamException;

  /// Brings what the kernel counts up to date.
  abstract void refresh();

  /// The congestion window in bytes, 0 where there is none.
  abstract long window();

  /// How much the way of its datagrams varies, in milliseconds.
  abstract double jitter();

  abstract @Nullable Ip local();

  abstract int localPort();

  abstract @Nullable Ip remote();

  abstract int remotePort();

  @Override
  public abstract void close();

  /// Begins to count anew: what was before is left out.
  void restart() {
    total.clear();
    last = total.copy();
  }

  /// What has been counted since the last time this was asked.
  final Counts interval() {
    refresh();
    Counts now = total.copy();
    Counts result = now.minus(last);
    last = now;
    return result;
  }

  /// As reports introduce it.
  final String introduction() {
    return "[%3d] local %s port %d connected to %s port %d"
        .formatted(
            number,
            Objects.requireNonNull(local()).text(),
            localPort(),
            Objects.requireNonNull(remote()).text(),
            remotePort());
  }
}
