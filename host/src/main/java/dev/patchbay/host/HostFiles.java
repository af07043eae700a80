package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files of the host: all can be read, those in one folder and below can be written, and the rest
/// answers `EROFS`.
///
/// What the host's kernel itself shows as files (`/proc`, `/sys`, `/dev`, `/run`, and its own file
/// systems mounted elsewhere) is not there, neither by name nor through a link: a lab has its own.
/// Only regular files are opened, so that nothing blocks.
public final class HostFiles implements FileTree {
  private final Path root;
  private final Path writable;
  private final List<Path> closed;

  private HostFiles(Path root, Path writable, List<Path> closed) {
    this.root = root;
    this.writable = writable;
    this.closed = closed;
  }

  /// The whole of the host, of which `folder` and what is below can be written.
  public static HostFiles writableBelow(Path folder) throws IOException {
    return new HostFiles(Path.of("/"), folder.toRealPath(), HostMounts.closed());
  }

  /// One folder as a tree of its own, all of which can be written.
  public static HostFiles of(Path folder) throws IOException {
    Path real = folder.toRealPath();
    return new HostFiles(real, real, HostMounts.closed());
  }

  // ---- looking

  @Override
  public @Nullable FileStatus status(String path) {
    try {
      return HostStatus.of(place(path), LinkOption.NOFOLLOW_LINKS);
    } catch (FileException e) {
      return null;
    }
  }

  @Override
  public List<String> list(String path) throws FileException {
    Path folder = place(path);
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !isClosed(entry))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  @Override
  public String readLink(String path) throws FileException {
    try {
      return Files.readSymbolicLink(place(path)).toString();
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  // ---- contents

  @Override
  public OpenFile open(String path, OpenMode how, int mode) throws FileException {
    Path place = how.writes() ? writablePlace(path) : place(path);
    checkOpenable(place, how);
    try {
      return HostFile.open(place, how, permissions(mode));
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  private static void checkOpenable(Path place, OpenMode how) throws FileException {
    if (how.writes() && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    switch (HostStatus.of(place, LinkOption.NOFOLLOW_LINKS).kind()) {
      case FILE -> {}
      case DIRECTORY -> throw new FileException(Errno.EISDIR);
      case SYMLINK -> throw new FileException(Errno.ELOOP);
      case PIPE, SOCKET, CHARACTER_DEVICE -> throw new FileException(Errno.ENXIO);
    }
  }

  // ---- changes

  @Override
  public void makeDirectory(String path, int mode) throws FileException {
    Path place = writablePlace(path);
    FileAttribute<Set<PosixFilePermission>> permissions = permissions(mode);
    change(() -> {
      Files.createDirectory(place, permissions);
      // The umask that counts is the lab's.
      Files.setPosixFilePermissions(place, permissions.value());
    });
  }

  @Override
  public void makeLink(String path, String target) throws FileException {
    Path place = writablePlace(path);
    change(() -> Files.createSymbolicLink(place, Path.of(target)));
  }

  /// A named pipe of the lab cannot stand in a folder of the host: as on a file system that knows
  /// none.
  @Override
  public void makeFifo(String path, int mode) throws FileException {
    writablePlace(path);
    throw new FileException(Errno.EPERM);
  }

  @Override
  public void remove(String path) throws FileException {
    Path place = writablePlace(path);
    checkNotRoot(place);
    change(() -> Files.delete(place));
  }

  @Override
  public void rename(String from, String to) throws FileException {
    Path source = writablePlace(from);
    Path target = writablePlace(to);
    checkNotRoot(source);
    checkNotRoot(target);
    change(() -> Files.move(source, target, StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public void changeMode(String path, int mode) throws FileException {
    Path place = writablePlace(path);
    checkNotLink(place);
    change(() -> Files.setAttribute(place, "unix:mode", mode & 07777));
  }

  @Override
  public void changeTime(String path, long modified) throws FileException {
    Path place = writablePlace(path);
    checkNotLink(place);
    change(() -> Files.setLastModifiedTime(place, FileTime.from(modified, TimeUnit.NANOSECONDS)));
  }

  private interface Change {
    void make() throws IOException;
  }

  private static void change(Change change) throws FileException {
    try {
      change.make();
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  private void checkNotRoot(Path place) throws FileException {
    if (place.equals(writable)) {
      throw new FileException(Errno.EBUSY);
    }
  }

  private static void checkNotLink(Path place) throws FileException {
    if (Files.isSymbolicLink(place)) {
      throw new FileException(Errno.ELOOP);
    }
  }

  /// The permission bits of what is made, of which the process's umask may take some.
  static FileAttribute<Set<PosixFilePermission>> permissions(int mode) {
    EnumSet<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    // The constants stand in the order of the bits, from 0400 down.
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & (0400 >> permission.ordinal())) != 0) {
        permissions.add(permission);
      }
    }
    return PosixFilePermissions.asFileAttribute(permissions);
  }

  // ---- walls

  /// Where the path really is: links before its last part are followed first, so that none leads
  /// past the walls.
  private Path place(String path) throws FileException {
    if (path.isEmpty()) {
      return root;
    }
    int slash = path.lastIndexOf('/');
    try {
      Path parent = slash < 0 ? root : root.resolve(path.substring(0, slash)).toRealPath();
      Path place = parent.resolve(path.substring(slash + 1));
      if (isClosed(place)) {
        throw new FileException(Errno.ENOENT);
      }
      return place;
    } catch (InvalidPathException e) {
      throw new FileException(Errno.EINVAL);
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  private Path writablePlace(String path) throws FileException {
    Path place = place(path);
    if (!place.startsWith(writable)) {
      throw new FileException(Errno.EROFS);
    }
    return place;
  }

  /// A tree that is itself below a closed place (a temporary folder in `/run`) was opened by
  /// whoever made it.
  private boolean isClosed(Path place) {
    for (Path each : closed) {
      if (place.startsWith(each) && !(writable.startsWith(each) && place.startsWith(writable))) {
        return true;
      }
    }
    return false;
  }
}
