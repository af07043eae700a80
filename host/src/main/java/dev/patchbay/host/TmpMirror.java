package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.FileStatus.Kind;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Keeps the lab's `/tmp`, which is in its memory, and the `/tmp` of the host's programs alike:
/// what the lab has changed goes out before a program starts, what programs have changed comes in
/// when one ends. Only directories, regular files and links.
final class TmpMirror {
  /// What both sides looked like when they were last alike.
  private record Seen(FileStatus inside, FileStatus outside) {}

  private final FileTree lab;
  private final Path host;
  private final Map<String, Seen> seen = new TreeMap<>();

  /// What stood there from the start: the way to a current folder that lies in `/tmp`. It is no
  /// file of either side.
  private final Set<String> way = new HashSet<>();

  TmpMirror(FileTree lab, Path host) throws IOException {
    this.lab = lab;
    this.host = host.toRealPath();
    way.addAll(names(""));
  }

  /// The tree it keeps the host's like.
  FileTree lab() {
    return lab;
  }

  // ---- out

  void goOut() throws FileException, IOException {
    goOut("");
  }

  private void goOut(String folder) throws FileException, IOException {
    checkOwn(folder);
    for (String name : lab.list(folder)) {
      String path = join(folder, name);
      carry(() -> sendOut(path));
    }
    for (String name : names(folder)) {
      String path = join(folder, name);
      if (seen.containsKey(path) && lab.status(path) == null) {
        carry(() -> removeOutside(path));
      }
    }
  }

  private void sendOut(String path) throws FileException, IOException {
    FileStatus inside = lab.status(path);
    if (inside == null || inside.kind() == Kind.PIPE) {
      return;
    }
    Seen before = seen.get(path);
    if (before == null || !before.inside.equals(inside)) {
      copyOut(path, inside);
      remember(path, outside(path));
    }
    if (inside.isDirectory()) {
      goOut(path);
    }
  }

  private void copyOut(String path, FileStatus inside) throws FileException, IOException {
    Path place = host.resolve(path);
    if (inside.isDirectory() && isDirectory(path)) {
      return;
    }
    Files.deleteIfExists(place);
    switch (inside.kind()) {
      case DIRECTORY -> Files.createDirectory(place, HostFiles.permissions(inside.mode()));
      case SYMLINK -> Files.createSymbolicLink(place, Path.of(lab.readLink(path)));
      default -> {
        Files.createFile(place, HostFiles.permissions(inside.mode()));
        Files.write(place, read(path), LinkOption.NOFOLLOW_LINKS, StandardOpenOption.WRITE);
      }
    }
  }

  private byte[] read(String path) throws FileException {
    OpenFile file = lab.open(path, OpenMode.READ, 0);
    try {
      return file.readAll();
    } finally {
      file.close();
    }
  }

  private void removeOutside(String path) throws IOException {
    Path place = host.resolve(path);
    if (isDirectory(path)) {
      for (String name : names(path)) {
        removeOutside(join(path, name));
      }
    }
    Files.deleteIfExists(place);
    seen.remove(path);
  }

  /// Another `/tmp` is mirrored from now on.
  void withdraw() throws IOException {
    for (String path : List.copyOf(seen.keySet())) {
      if (seen.containsKey(path)) {
        removeOutside(path);
      }
    }
  }

  // ---- in

  void comeIn() throws FileException, IOException {
    comeIn("");
  }

  private void comeIn(String folder) throws FileException, IOException {
    checkOwn(folder);
    for (String name : names(folder)) {
      String path = join(folder, name);
      if (!way.contains(path)) {
        carry(() -> takeIn(path));
      }
    }
    for (String name : lab.list(folder)) {
      String path = join(folder, name);
      if (seen.containsKey(path) && !Files.exists(host.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        removeInside(path);
      }
    }
  }

  private void takeIn(String path) throws FileException, IOException {
    FileStatus outside = outside(path);
    Seen before = seen.get(path);
    if (before == null || !before.outside.equals(outside)) {
      copyIn(path, outside);
      remember(path, outside);
    }
    if (outside.isDirectory()) {
      comeIn(path);
    }
  }

  private void copyIn(String path, FileStatus outside) throws FileException, IOException {
    Path place = host.resolve(path);
    FileStatus inside = lab.status(path);
    switch (outside.kind()) {
      case DIRECTORY -> {
        if (inside == null) {
          lab.makeDirectory(path, outside.mode());
        }
      }
      case SYMLINK -> {
        String target = Files.readSymbolicLink(place).toString();
        if (inside != null) {
          lab.remove(path);
        }
        lab.makeLink(path, target);
      }
      case FILE -> {
        try (InputStream content = Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS)) {
          OpenFile file = lab.open(path, OpenMode.WRITE, outside.mode());
          try {
            copy(content, file);
          } finally {
            file.close();
          }
        }
        lab.changeMode(path, outside.mode());
      }
      default -> {}
    }
  }

  private static void copy(InputStream from, OpenFile to) throws FileException, IOException {
    byte[] buffer = new byte[1 << 16];
    int read = from.read(buffer);
    while (read >= 0) {
      to.write(buffer, 0, read);
      read = from.read(buffer);
    }
  }

  private void removeInside(String path) throws FileException {
    FileStatus inside = lab.status(path);
    if (inside != null && inside.isDirectory()) {
      for (String name : lab.list(path)) {
        removeInside(join(path, name));
      }
    }
    lab.remove(path);
    seen.remove(path);
  }

  // ---- both

  private interface Step {
    void take() throws FileException, IOException;
  }

  /// Carries an entry. A program that runs meanwhile may have removed it, as `tac` does with its
  /// notes, or put another in its place: what it leaves there is seen when it has ended.
  private static void carry(Step step) throws FileException, IOException {
    try {
      step.take();
    } catch (NoSuchFileException
        | FileAlreadyExistsException
        | NotDirectoryException
        | DirectoryNotEmptyException e) {
      return;
    } catch (FileException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /// A program that runs meanwhile must not lead the lab, which stands outside the walls, elsewhere
  /// by a link.
  private void checkOwn(String folder) throws FileException, IOException {
    Path place = host.resolve(folder);
    if (!place.toRealPath().equals(place)) {
      throw new FileException(Errno.ELOOP);
    }
  }

  private void remember(String path, FileStatus outside) throws FileException {
    FileStatus inside = lab.status(path);
    if (inside != null) {
      seen.put(path, new Seen(inside, outside));
    }
  }

  private boolean isDirectory(String path) {
    return Files.isDirectory(host.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  private FileStatus outside(String path) throws FileException {
    return HostStatus.of(host.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  private List<String> names(String folder) throws IOException {
    try (var entries = Files.list(host.resolve(folder))) {
      return entries
          .map(entry -> host.relativize(entry).getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
