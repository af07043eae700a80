package dev.patchbay.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A folder of the host that a lab has for itself while it runs programs of the host: only its user
/// can enter it, and it goes with the lab. Behind the walls it is [#INSIDE].
///
/// | | |
/// | --- | --- |
/// | `bin` | a client or a refusal for each command of the network |
/// | `socket` | where the lab answers the clients |
/// | `tmp` | what is `/tmp` behind the walls |
/// | `files` | copies of files of the lab that programs were given as arguments |
/// | `dev`, `run` | what is seen there behind the walls |
final class PrivateFolder implements AutoCloseable {
  /// Where programs see it.
  static final String INSIDE = "/run/patchbay";

  /// The address of a Unix socket has 108 bytes.
  private static final int LONGEST = 80;

  private final Path path;
  private final Thread atExit = new Thread(this::delete);
  private long copies;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  static PrivateFolder make() throws IOException {
    Path base = Path.of(System.getProperty("java.io.tmpdir"));
    if (base.toString().length() > LONGEST) {
      base = Path.of("/tmp");
    }
    String name = "patchbay-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    PrivateFolder folder = new PrivateFolder(base.resolve(name));
    Files.createDirectory(
        folder.path,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    for (String part :
        List.of("bin", "tmp", "files", "dev", "dev/pts", "dev/shm", "run", "run/patchbay")) {
      Files.createDirectory(folder.path(part));
    }
    for (String open : List.of("tmp", "dev/shm")) {
      Files.setAttribute(folder.path(open), "unix:mode", 01777);
    }
    return folder;
  }

  Path path(String part) {
    return path.resolve(part);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /// A place for a copy of a file with this name.
  Path newCopy(String name) throws IOException {
    Path folder = path("files").resolve(Long.toString(copies++));
    return Files.createDirectory(folder).resolve(name);
  }

  /// Fills it with what the walls are made of. `clients` are the commands that ask the lab.
  void furnish(Collection<String> clients) throws IOException {
    Files.writeString(path("walls.sh"), resource("walls.sh"));
    addDevices();
    addCommands(clients);
  }

  /// Empty files, where the devices of the host that are harmless will be seen, and the usual
  /// links.
  private void addDevices() throws IOException {
    for (String device : List.of("null", "zero", "full", "random", "urandom", "tty")) {
      if (Files.exists(Path.of("/dev", device))) {
        Files.createFile(path("dev").resolve(device));
      }
    }
    Map<String, String> links =
        Map.of(
            "ptmx", "pts/ptmx",
            "fd", "/proc/self/fd",
            "stdin", "/proc/self/fd/0",
            "stdout", "/proc/self/fd/1",
            "stderr", "/proc/self/fd/2");
    for (Map.Entry<String, String> link : links.entrySet()) {
      Files.createSymbolicLink(path("dev").resolve(link.getKey()), Path.of(link.getValue()));
    }
  }

  /// The clients; all other commands of the network that the host has refuse.
  private void addCommands(Collection<String> clients) throws IOException {
    addScript("refusal", "/bin/sh", "refusal.sh");
    boolean canAsk = addClient();
    TreeSet<String> names = new TreeSet<>(NetworkCommands.all());
    names.retainAll(SystemTools.installed());
    names.addAll(clients);
    for (String name : names) {
      String script = canAsk && clients.contains(name) ? "client" : "refusal";
      Files.createSymbolicLink(path("bin").resolve(name), Path.of(INSIDE, script));
    }
    addTextTools();
  }

  /// Tools that only turn one text into another can be links to one that is refused: a copy of that
  /// is found instead.
  private void addTextTools() throws IOException {
    for (String name : NetworkCommands.textTools()) {
      Path tool = SystemTools.look(name);
      if (tool != null) {
        Files.copy(tool, path("bin").resolve(name));
      }
    }
  }

  /// The client is a script in a language that starts fast and that nearly every system has.
  private boolean addClient() throws IOException {
    if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
      addScript("client", "/usr/bin/perl", "client.pl");
      return true;
    }
    if (Files.isExecutable(Path.of("/usr/bin/python3"))) {
      addScript("client", "/usr/bin/python3 -IS", "client.py");
      return true;
    }
    return false;
  }

  private void addScript(String name, String interpreter, String resource) throws IOException {
    Files.writeString(path(name), "#!" + interpreter + "\n" + resource(resource));
    Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PrivateFolder.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Deletes it with all it holds.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs now.
      return;
    }
    delete();
  }

  /// Deletes what it may: a program may have left a folder that cannot be entered.
  private void delete() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      System.getLogger(PrivateFolder.class.getName()).log(System.Logger.Level.DEBUG, "kept", e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
