package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What `/dev` holds in a lab: the devices that need no hardware, and links to a process's own
/// descriptors.
public final class DeviceFiles implements Node.Directory {
  private final TreeMap<String, Node> entries = new TreeMap<>();

  /// `random` is what `/dev/random` reads from.
  public DeviceFiles(RandomGenerator random) {
    Special noise = new Special((into, from, to) -> fill(random, into, from, to), null);
    entries.put("null", new Special(null, null));
    entries.put("zero", new Special(DeviceFiles::zeros, null));
    entries.put("full", new Special(DeviceFiles::zeros, Errno.ENOSPC));
    entries.put("random", noise);
    entries.put("urandom", noise);
    entries.put("tty", new Tty());
    entries.put("fd", new Node.Link("/proc/self/fd"));
    entries.put("stdin", new Node.Link("/proc/self/fd/0"));
    entries.put("stdout", new Node.Link("/proc/self/fd/1"));
    entries.put("stderr", new Node.Link("/proc/self/fd/2"));
  }

  /// A driver adds a file, or a directory of them, in the place of what has the name.
  public void add(String name, Node node) {
    entries.put(name, node);
  }

  /// Undoes [#add].
  public void remove(String name) {
    entries.remove(name);
  }

  @Override
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public @Nullable Node child(String name) {
    return entries.get(name);
  }

  private static void zeros(byte[] into, int from, int to) {
    Arrays.fill(into, from, to, (byte) 0);
  }

  private static void fill(RandomGenerator random, byte[] into, int from, int to) {
    byte[] bytes = new byte[to - from];
    random.nextBytes(bytes);
    System.arraycopy(bytes, 0, into, from, bytes.length);
  }

  /// Where endless bytes come from.
  private interface Source {
    void fill(byte[] into, int from, int to);
  }

  /// Reads from `source`, or nothing; swallows what is written, or refuses it.
  private record Special(@Nullable Source source, @Nullable Errno refusal) implements Node.Device {
    @Override
    public FileStatus status() {
      return new FileStatus(FileStatus.Kind.CHARACTER_DEVICE, 0666, 0, Clock.START);
    }

    @Override
    public OpenFile open(OpenMode how) {
      return new OpenSpecial(this, how);
    }
  }

  private static final class OpenSpecial extends OpenFile {
    private final Special special;

    private final OpenMode how;

    OpenSpecial(Special special, OpenMode how) {
      this.special = special;
      this.how = how;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws FileException {
      how.checkReads();
      Source source = special.source;
      if (source == null) {
        return -1;
      }
      source.fill(into, offset, offset + length);
      return length;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws FileException {
      how.checkWrites();
      Errno refusal = special.refusal;
      if (refusal != null) {
        throw new FileException(refusal);
      }
    }

    @Override
    public FileStatus status() {
      return special.status();
    }
  }

  /// No process of a lab has a controlling terminal.
  private static final class Tty implements Node.Device {
    @Override
    public FileStatus status() {
      return new FileStatus(FileStatus.Kind.CHARACTER_DEVICE, 0666, 0, Clock.START);
    }

    @Override
    public OpenFile open(OpenMode how) throws FileException {
      throw new FileException(Errno.ENXIO);
    }
  }
}
