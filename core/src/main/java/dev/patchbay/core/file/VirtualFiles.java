package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tree that nobody stores: `/proc`, `/sys`, `/dev`. It is made of [Node]s that tell what is so
/// now, so a device that appears later is listed later.
public final class VirtualFiles implements FileTree {
  /// What Linux has in its place, which decides sizes, permission bits, and how changes are
  /// refused.
  public enum Manner {
    PROC(0555, 0, Errno.ENOENT, Errno.ENOENT, Errno.EPERM),
    /// `/proc/sys`. Of several writes to one open file only the first counts
    /// (`sysctl_writes_strict`).
    SYSCTL(0555, 0, Errno.ENOENT, Errno.ENOENT, Errno.EACCES),
    SYSFS(0755, 4096, Errno.EACCES, Errno.EPERM, Errno.EPERM),
    DEV(0755, 0, Errno.EACCES, Errno.EPERM, Errno.EPERM);

    private final int directoryMode;
    private final int fileSize;
    private final Errno openMissing;
    private final Errno make;
    private final Errno remove;

    Manner(int directoryMode, int fileSize, Errno openMissing, Errno make, Errno remove) {
      this.directoryMode = directoryMode;
      this.fileSize = fileSize;
      this.openMissing = openMissing;
      this.make = make;
      this.remove = remove;
    }
  }

  private final Manner manner;
  private final Node.Directory root;

  public VirtualFiles(Manner manner, Node.Directory root) {
    this.manner = manner;
    this.root = root;
  }

  @Override
  public @Nullable FileStatus status(String path) {
    Node node = find(path);
    // No pattern switch: each start of a lab would link it anew.
    if (node instanceof Node.Directory) {
      return status(FileStatus.Kind.DIRECTORY, manner.directoryMode, 0);
    }
    if (node instanceof Node.File file) {
      return status(file);
    }
    if (node instanceof Node.Device device) {
      return device.status();
    }
    return node == null ? null : status(FileStatus.Kind.SYMLINK, 0777, 0);
  }

  private FileStatus status(Node.File file) {
    return status(FileStatus.Kind.FILE, file.mode(), manner.fileSize);
  }

  private static FileStatus status(FileStatus.Kind kind, int mode, int size) {
    return new FileStatus(kind, mode, size, Clock.START);
  }

  @Override
  public boolean seesThroughLinks() {
    return false;
  }

  @Override
  public List<String> list(String path) throws FileException {
    if (existing(path) instanceof Node.Directory directory) {
      return directory.names().stream().sorted().toList();
    }
    throw new FileException(Errno.ENOTDIR);
  }

  @Override
  public String readLink(String path) throws FileException {
    if (existing(path) instanceof Node.Link link) {
      return link.target();
    }
    throw new FileException(Errno.EINVAL);
  }

  @Override
  public OpenFile open(String path, OpenMode how, int mode) throws FileException {
    Node node = find(path);
    if (node == null) {
      throw new FileException(how == OpenMode.READ ? Errno.ENOENT : manner.openMissing);
    }
    if (how == OpenMode.CREATE_NEW) {
      throw new FileException(Errno.EEXIST);
    }
    if (node instanceof Node.File file) {
      return open(file, how);
    }
    if (node instanceof Node.Device device) {
      return device.open(how);
    }
    throw new FileException(node instanceof Node.Link ? Errno.ELOOP : Errno.EISDIR);
  }

  private OpenFile open(Node.File file, OpenMode how) throws FileException {
    int needed = (how.reads() ? 0400 : 0) | (how.writes() ? 0200 : 0);
    if ((file.mode() & needed) != needed) {
      throw new FileException(Errno.EACCES);
    }
    return new OpenVirtualFile(file, status(file), how, manner == Manner.SYSCTL);
  }

  @Override
  public void makeDirectory(String path, int mode) throws FileException {
    throw new FileException(manner.make);
  }

  @Override
  public void makeLink(String path, String target) throws FileException {
    throw new FileException(manner.make);
  }

  @Override
  public void makeFifo(String path, int mode) throws FileException {
    throw new FileException(manner.make);
  }

  @Override
  public void remove(String path) throws FileException {
    existing(path);
    throw new FileException(manner.remove);
  }

  @Override
  public void rename(String from, String to) throws FileException {
    existing(from);
    throw new FileException(manner.make);
  }

  @Override
  public void changeMode(String path, int mode) throws FileException {
    existing(path);
    throw new FileException(Errno.EPERM);
  }

  /// Allowed, and without effect.
  @Override
  public void changeTime(String path, long modified) throws FileException {
    existing(path);
  }

  private @Nullable Node find(String path) {
    Node node = root;
    int at = 0;
    while (node != null && at < path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      node =
          node instanceof Node.Directory directory
              ? directory.child(path.substring(at, end))
              : null;
      at = end + 1;
    }
    return node;
  }

  private Node existing(String path) throws FileException {
    Node node = find(path);
    if (node == null) {
      throw new FileException(Errno.ENOENT);
    }
    return node;
  }
}
