package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A tree in memory over a folder of another that stays as it is (kernel
/// Documentation/filesystems/overlayfs.rst): what is changed is copied up first, and what is
/// removed below is hidden.
public final class OverlayFiles implements FileTree {
  private final FileTree lower;
  private final String folder;
  private final MemoryFiles upper;

  /// What of the lower tree is no longer seen, with all that lies in it.
  private final Set<String> hidden = new HashSet<>();

  /// `upper`, which is empty, over `folder` of `lower`.
  public OverlayFiles(FileTree lower, String folder, MemoryFiles upper) {
    this.lower = lower;
    this.folder = folder;
    this.upper = upper;
  }

  // ---- looking

  @Override
  public @Nullable FileStatus status(String path) {
    FileStatus above = upper.status(path);
    return above == null ? statusBelow(path) : above;
  }

  @Override
  public List<String> list(String path) throws FileException {
    directory(path);
    Set<String> names = new TreeSet<>();
    if (upper.status(path) != null) {
      names.addAll(upper.list(path));
    }
    FileStatus below = statusBelow(path);
    if (below != null && below.isDirectory()) {
      for (String name : lower.list(inLower(path))) {
        if (!hidden.contains(path.isEmpty() ? name : path + "/" + name)) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  @Override
  public String readLink(String path) throws FileException {
    return isAbove(path) ? upper.readLink(path) : lower.readLink(inLower(path));
  }

  @Override
  public OpenFile open(String path, OpenMode how, int mode) throws FileException {
    if (!how.writes()) {
      existing(path);
      return isAbove(path) ? upper.open(path, how, mode) : lower.open(inLower(path), how, mode);
    }
    if (status(path) == null) {
      raise(parent(path));
    } else {
      raise(path);
    }
    return upper.open(path, how, mode);
  }

  // ---- changes

  @Override
  public void makeDirectory(String path, int mode) throws FileException {
    makeRoom(path);
    upper.makeDirectory(path, mode);
  }

  @Override
  public void makeLink(String path, String target) throws FileException {
    makeRoom(path);
    upper.makeLink(path, target);
  }

  @Override
  public void makeFifo(String path, int mode) throws FileException {
    makeRoom(path);
    upper.makeFifo(path, mode);
  }

  @Override
  public void remove(String path) throws FileException {
    checkEmpty(existing(path), path);
    if (isAbove(path)) {
      upper.remove(path);
    }
    hide(path);
  }

  /// A directory of the lower tree stays where it is: `EXDEV`, upon which `mv` copies it.
  @Override
  public void rename(String from, String to) throws FileException {
    if (existing(from).isDirectory() && statusBelow(from) != null) {
      throw new FileException(Errno.EXDEV);
    }
    raise(from);
    FileStatus replaced = status(to);
    if (replaced == null) {
      raise(parent(to));
    } else {
      checkEmpty(replaced, to);
      raise(to);
    }
    upper.rename(from, to);
    hide(from);
    hide(to);
  }

  @Override
  public void changeMode(String path, int mode) throws FileException {
    raise(path);
    upper.changeMode(path, mode);
  }

  @Override
  public void changeTime(String path, long modified) throws FileException {
    raise(path);
    upper.changeTime(path, modified);
  }

  private void makeRoom(String path) throws FileException {
    if (status(path) != null) {
      throw new FileException(Errno.EEXIST);
    }
    raise(parent(path));
  }

  private void checkEmpty(FileStatus status, String path) throws FileException {
    if (status.isDirectory() && !list(path).isEmpty()) {
      throw new FileException(Errno.ENOTEMPTY);
    }
  }

  // ---- the two trees

  private boolean isAbove(String path) {
    return upper.status(path) != null;
  }

  private @Nullable FileStatus statusBelow(String path) {
    return isHidden(path) ? null : lower.status(inLower(path));
  }

  private boolean isHidden(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (hidden.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private void hide(String path) {
    if (lower.status(inLower(path)) != null) {
      hidden.add(path);
    }
  }

  /// Sees to it that what is at the path is in the upper tree.
  private void raise(String path) throws FileException {
    FileStatus status = existing(path);
    if (isAbove(path)) {
      return;
    }
    raise(parent(path));
    switch (status.kind()) {
      case DIRECTORY -> upper.makeDirectory(path, status.mode());
      case SYMLINK -> upper.makeLink(path, lower.readLink(inLower(path)));
      default -> copyUp(path, status);
    }
    upper.changeTime(path, status.modified());
  }

  private void copyUp(String path, FileStatus status) throws FileException {
    OpenFile from = lower.open(inLower(path), OpenMode.READ, 0);
    OpenFile to = upper.open(path, OpenMode.CREATE_NEW, status.mode());
    try {
      byte[] content = from.readAll();
      to.write(content, 0, content.length);
    } finally {
      from.close();
      to.close();
    }
  }

  private FileStatus existing(String path) throws FileException {
    FileStatus status = status(path);
    if (status == null) {
      directory(parent(path));
      throw new FileException(Errno.ENOENT);
    }
    return status;
  }

  private void directory(String path) throws FileException {
    if (!existing(path).isDirectory()) {
      throw new FileException(Errno.ENOTDIR);
    }
  }

  private String inLower(String path) {
    return path.isEmpty() ? folder : folder + "/" + path;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }
}
