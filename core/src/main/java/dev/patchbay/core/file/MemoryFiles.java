package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files in memory, as on a tmpfs: gone with the lab, stamped with its time, 256 MiB at most.
public final class MemoryFiles implements FileTree {
  private final EventLoop loop;
  private final Inode.Space space = new Inode.Space();
  private final Inode.Directory root;

  /// An empty tree, whose root has the permission bits `mode`.
  public MemoryFiles(EventLoop loop, int mode) {
    this.loop = loop;
    this.root = new Inode.Directory(mode, loop.now());
  }

  @Override
  public @Nullable FileStatus status(String path) {
    Inode inode = find(path);
    return inode == null ? null : inode.status();
  }

  @Override
  public boolean seesThroughLinks() {
    return false;
  }

  @Override
  public List<String> list(String path) throws FileException {
    return List.copyOf(directory(path).entries.keySet());
  }

  @Override
  public String readLink(String path) throws FileException {
    if (existing(path) instanceof Inode.Symlink link) {
      return link.target;
    }
    throw new FileException(Errno.EINVAL);
  }

  @Override
  public OpenFile open(String path, OpenMode how, int mode) throws FileException {
    Inode inode = find(path);
    if (inode == null) {
      return create(path, how, mode);
    }
    if (how == OpenMode.CREATE_NEW) {
      throw new FileException(Errno.EEXIST);
    }
    // No pattern switch: each start of a lab would link it anew.
    if (inode instanceof Inode.Regular file) {
      return open(file, how);
    }
    if (inode instanceof Inode.Fifo fifo) {
      return fifo.pipe.open(how);
    }
    if (inode instanceof Inode.Directory directory) {
      return openDirectory(directory, how);
    }
    throw new FileException(Errno.ELOOP);
  }

  private static OpenFile openDirectory(Inode.Directory directory, OpenMode how)
      throws FileException {
    if (how.writes()) {
      throw new FileException(Errno.EISDIR);
    }
    return new OpenDirectory(directory.status());
  }

  private OpenFile create(String path, OpenMode how, int mode) throws FileException {
    Inode.Directory parent = parent(path);
    if (how == OpenMode.READ) {
      throw new FileException(Errno.ENOENT);
    }
    Inode.Regular file = new Inode.Regular(mode, loop.now(), space);
    put(parent, path, file);
    return new OpenMemoryFile(loop, file, how);
  }

  private OpenFile open(Inode.Regular file, OpenMode how) {
    if (how == OpenMode.WRITE) {
      file.clear();
      file.modified = loop.now();
    }
    return new OpenMemoryFile(loop, file, how);
  }

  @Override
  public void makeDirectory(String path, int mode) throws FileException {
    add(path, new Inode.Directory(mode, loop.now()));
  }

  @Override
  public void makeLink(String path, String target) throws FileException {
    add(path, new Inode.Symlink(target, loop.now()));
  }

  @Override
  public void makeFifo(String path, int mode) throws FileException {
    add(path, new Inode.Fifo(mode, loop));
  }

  @Override
  public void remove(String path) throws FileException {
    Inode inode = existing(path);
    if (inode == root) {
      throw new FileException(Errno.EBUSY);
    }
    if (inode instanceof Inode.Directory directory && !directory.entries.isEmpty()) {
      throw new FileException(Errno.ENOTEMPTY);
    }
    take(parent(path), path);
    inode.unlinked();
  }

  @Override
  public void rename(String from, String to) throws FileException {
    Inode inode = existing(from);
    Inode replaced = find(to);
    Inode.Directory newParent = parent(to);
    if (inode == root || replaced == root) {
      throw new FileException(Errno.EBUSY);
    }
    if (inode == replaced) {
      return;
    }
    if (to.startsWith(from + "/")) {
      throw new FileException(Errno.EINVAL);
    }
    if (replaced != null) {
      checkReplaceable(replaced, inode instanceof Inode.Directory);
      replaced.unlinked();
    }
    take(parent(from), from);
    put(newParent, to, inode);
  }

  private static void checkReplaceable(Inode inode, boolean byDirectory) throws FileException {
    if (!(inode instanceof Inode.Directory directory)) {
      if (byDirectory) {
        throw new FileException(Errno.ENOTDIR);
      }
    } else if (!byDirectory) {
      throw new FileException(Errno.EISDIR);
    } else if (!directory.entries.isEmpty()) {
      throw new FileException(Errno.ENOTEMPTY);
    }
  }

  @Override
  public void changeMode(String path, int mode) throws FileException {
    existing(path).mode = mode & 07777;
  }

  @Override
  public void changeTime(String path, long modified) throws FileException {
    existing(path).modified = modified;
  }

  // ---- names

  private @Nullable Inode find(String path) {
    Inode inode = root;
    int at = 0;
    while (inode != null && at < path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      inode =
          inode instanceof Inode.Directory directory
              ? directory.entries.get(path.substring(at, end))
              : null;
      at = end + 1;
    }
    return inode;
  }

  private Inode existing(String path) throws FileException {
    Inode inode = find(path);
    if (inode == null) {
      parent(path);
      throw new FileException(Errno.ENOENT);
    }
    return inode;
  }

  private Inode.Directory directory(String path) throws FileException {
    if (existing(path) instanceof Inode.Directory directory) {
      return directory;
    }
    throw new FileException(Errno.ENOTDIR);
  }

  private Inode.Directory parent(String path) throws FileException {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? root : directory(path.substring(0, slash));
  }

  private void add(String path, Inode inode) throws FileException {
    if (find(path) != null) {
      throw new FileException(Errno.EEXIST);
    }
    put(parent(path), path, inode);
  }

  private void put(Inode.Directory parent, String path, Inode inode) {
    parent.entries.put(name(path), inode);
    parent.modified = loop.now();
  }

  private void take(Inode.Directory parent, String path) {
    parent.entries.remove(name(path));
    parent.modified = loop.now();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
