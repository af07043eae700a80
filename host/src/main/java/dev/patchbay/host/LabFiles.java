package dev.patchbay.host;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus.Kind;
import dev.patchbay.core.file.Files;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Copies of the files that a program of the host is given by name and that only the lab has:
/// `/proc/net/dev`, `/etc/hosts`, `/sys/class/net/eth0/mtu`. Where the name stood in the program's
/// words stands the copy's. What the program changes in it, as `sed -i` does, is the lab's again.
final class LabFiles implements AutoCloseable {
  private final Process process;
  private final PrivateFolder folder;
  private final Confinement confinement;
  private final List<Copy> copies = new ArrayList<>();

  private static final class Copy {
    final String path;
    final Path place;
    final byte[] content;

    Copy(String path, Path place, byte[] content) {
      this.path = path;
      this.place = place;
      this.content = content;
    }
  }

  LabFiles(Process process, PrivateFolder folder, Confinement confinement) {
    this.process = process;
    this.folder = folder;
    this.confinement = confinement;
  }

  /// The words, the names of the lab's files in them replaced.
  List<String> replaced(List<String> words) throws IOException {
    List<String> result = new ArrayList<>(words);
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      // A name stands alone, or behind the `=` of a long option.
      int name = word.startsWith("-") ? word.indexOf('=') + 1 : 0;
      if (name < word.length() && !(word.startsWith("-") && name == 0)) {
        result.set(i, word.substring(0, name) + nameOf(word.substring(name)));
      }
    }
    return result;
  }

  private String nameOf(String name) throws IOException {
    String path = Files.absolute(process.directory(), name);
    try {
      if (!isLabsOwn(path)) {
        return name;
      }
      byte[] content = process.files().read(path);
      Path copy = folder.newCopy(NetworkCommands.name(path));
      copies.add(new Copy(path, copy, content));
      java.nio.file.Files.write(copy, content);
      return confinement.nameOf(copy);
    } catch (FileException e) {
      // No file of the lab's, or none that can be read: the program will say so.
      return name;
    }
  }

  private boolean isLabsOwn(String path) throws FileException {
    Files files = process.files();
    if (files.tree(path) instanceof HostFiles) {
      return false;
    }
    boolean mirrored = confinement.hasOwnTmp() && files.canonical(path).startsWith("/tmp/");
    Kind kind = files.status(path).kind();
    return kind == Kind.PIPE || (kind == Kind.FILE && !mirrored);
  }

  /// What the program has written to the copies, and new files beside them, are seen in the lab.
  void bringIn() throws IOException, FileException {
    for (Copy copy : copies) {
      String folder = copy.path.substring(0, copy.path.lastIndexOf('/') + 1);
      for (Path file : beside(copy)) {
        boolean isCopy = file.equals(copy.place);
        byte[] content = java.nio.file.Files.readAllBytes(file);
        if (!isCopy || !Arrays.equals(content, copy.content)) {
          process.files().write(isCopy ? copy.path : folder + file.getFileName(), content);
        }
      }
    }
  }

  /// The copy, if it is still there, and what stands in the same folder.
  private static List<Path> beside(Copy copy) throws IOException {
    Path folder = Objects.requireNonNull(copy.place.getParent());
    try (Stream<Path> files = java.nio.file.Files.list(folder)) {
      return files
          .filter(file -> java.nio.file.Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    for (Copy copy : copies) {
      for (Path file : beside(copy)) {
        java.nio.file.Files.deleteIfExists(file);
      }
      java.nio.file.Files.deleteIfExists(Objects.requireNonNull(copy.place.getParent()));
    }
  }
}
