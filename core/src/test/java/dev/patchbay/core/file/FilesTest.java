package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Errors are those that Linux gave for the same calls.
class FilesTest {
  private final EventLoop loop = new EventLoop(new VirtualClock());
  private final MemoryFiles tmp = new MemoryFiles(loop, 01777);
  private final Files files =
      new Files(new MemoryFiles(loop, 0755))
          .with("/tmp", tmp)
          .with("/run/netns", new MemoryFiles(loop, 0755));

  /// `/tmp/a` a directory, `/tmp/f` a file, and links: `la` to `a`, `dang` to nothing, `loop` to
  /// itself.
  @BeforeEach
  void make() throws FileException {
    files.makeDirectory("/tmp/a", 0755);
    put("/tmp/f", "f");
    files.makeLink("/tmp/la", "a");
    files.makeLink("/tmp/dang", "nosuch");
    files.makeLink("/tmp/loop", "loop");
  }

  @Test
  void makesAPathAbsolute() {
    assertThat(Files.absolute("/tmp", "f")).isEqualTo("/tmp/f");
    assertThat(Files.absolute("/tmp", "/f")).isEqualTo("/f");
    assertThat(Files.absolute("/tmp", "")).isEmpty();
  }

  @Test
  void doesNotLookAtTheWayToAMountPoint() throws FileException {
    Files over = new Files(new Refusing()).with("/far/away", tmp);

    assertThat(over.status("/far/away/f").kind()).isEqualTo(FileStatus.Kind.FILE);
    assertThat(over.status("/far/away/la/../f").kind()).isEqualTo(FileStatus.Kind.FILE);
    assertThat(over.exists("/far/away/nosuch/f")).isFalse();
  }

  /// A tree that nobody may ask.
  private static final class Refusing implements FileTree {
    @Override
    public FileStatus status(String path) {
      throw new AssertionError(path);
    }

    @Override
    public List<String> list(String path) {
      throw new AssertionError(path);
    }

    @Override
    public OpenFile open(String path, OpenMode how, int mode) {
      throw new AssertionError(path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//tmp//, /tmp",
    "/tmp/., /tmp",
    "/tmp/.., /",
    "/../.., /",
    "/tmp/a/../f, /tmp/f",
    "/tmp/la, /tmp/a",
    "/tmp/la/.., /tmp",
    "/tmp/la/, /tmp/a",
    "/tmp/new, /tmp/new",
    "/tmp/dang, /tmp/nosuch",
    "/run, /run",
    "/run/netns/../.., /"
  })
  void walksAPath(String path, String canonical) throws FileException {
    assertThat(files.canonical(path)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ENOENT", "/tmp/nosuch, ENOENT", "/tmp/nosuch/x, ENOENT", "/tmp/nosuch/.., ENOENT",
    "/tmp/f/, ENOTDIR", "/tmp/f/x, ENOTDIR", "/tmp/f/., ENOTDIR", "/tmp/f/.., ENOTDIR",
    "/tmp/loop, ELOOP", "/tmp/loop/x, ELOOP", "/tmp/dang, ENOENT", "/tmp/dang/x, ENOENT"
  })
  void refusesAPath(String path, Errno errno) {
    assertThat(Refusal.of(() -> files.status(path))).isEqualTo(errno);
    assertThat(files.exists(path)).isFalse();
  }

  @Test
  void refusesNamesAndPathsThatAreTooLong() {
    assertThat(Refusal.of(() -> files.status("/tmp/" + "x".repeat(256))))
        .isEqualTo(Errno.ENAMETOOLONG);
    assertThat(Refusal.of(() -> files.status("/tmp/" + "x".repeat(255)))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.status("/".repeat(4096)))).isEqualTo(Errno.ENAMETOOLONG);
  }

  @Test
  void followsFortyLinksAndNoMore() throws FileException {
    files.makeLink("/tmp/0", "f");
    for (int i = 1; i <= 40; i++) {
      files.makeLink("/tmp/" + i, "" + (i - 1));
    }

    assertThat(files.exists("/tmp/39")).isTrue();
    assertThat(Refusal.of(() -> files.status("/tmp/40"))).isEqualTo(Errno.ELOOP);
  }

  @Test
  void followsLinksFromTreeToTree() throws FileException {
    files.makeLink("/tmp/out", "/run/netns");
    files.makeLink("/run/netns/back", "../../tmp/la");
    put("/run/netns/red", "red");

    assertThat(text("/tmp/out/red")).isEqualTo("red");
    assertThat(files.canonical("/tmp/out/back")).isEqualTo("/tmp/a");
  }

  @Test
  void tellsALinkFromWhatItLeadsTo() throws FileException {
    assertThat(files.status("/tmp/la").kind()).isEqualTo(FileStatus.Kind.DIRECTORY);
    assertThat(files.lstat("/tmp/la").kind()).isEqualTo(FileStatus.Kind.SYMLINK);
    assertThat(files.lstat("/tmp/la/").kind()).isEqualTo(FileStatus.Kind.DIRECTORY);
    assertThat(files.readLink("/tmp/la")).isEqualTo("a");
    assertThat(Refusal.of(() -> files.readLink("/tmp/f"))).isEqualTo(Errno.EINVAL);
    assertThat(Refusal.of(() -> files.readLink("/tmp/x"))).isEqualTo(Errno.ENOENT);
  }

  // ---- contents

  @Test
  void writesWhereADanglingLinkPoints() throws FileException {
    put("/tmp/dang", "x");

    assertThat(text("/tmp/nosuch")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "/tmp/f/, EISDIR",
    "/tmp/new/, EISDIR",
    "/tmp/nosuch/new, ENOENT",
    "/tmp/f/new, ENOTDIR",
    "/tmp/a, EISDIR",
    "/tmp/loop, ELOOP",
    "'', ENOENT"
  })
  void refusesToWrite(String path, Errno errno) {
    assertThat(Refusal.of(() -> files.open(path, OpenMode.WRITE, 0644))).isEqualTo(errno);
  }

  @Test
  void makesNothingNewBehindALink() {
    assertThat(Refusal.of(() -> files.open("/tmp/dang", OpenMode.CREATE_NEW, 0644)))
        .isEqualTo(Errno.EEXIST);
    assertThat(Refusal.of(() -> files.open("/tmp/a", OpenMode.CREATE_NEW, 0644)))
        .isEqualTo(Errno.EEXIST);
  }

  @Test
  void opensAnyDirectoryButReadsNone() {
    for (String path : List.of("/", "/tmp", "/run")) {
      assertThat(Refusal.of(() -> files.read(path))).isEqualTo(Errno.EISDIR);
    }
  }

  // ---- changes

  @ParameterizedTest
  @CsvSource({
    "/tmp/a, EEXIST",
    "/tmp/dang, EEXIST",
    "/tmp/dang/, EEXIST",
    "/tmp/f, EEXIST",
    "/tmp/f/x, ENOTDIR",
    "/tmp/x/y, ENOENT",
    "/, EEXIST",
    "/run, EEXIST",
    "/tmp, EEXIST"
  })
  void refusesToMakeADirectory(String path, Errno errno) {
    assertThat(Refusal.of(() -> files.makeDirectory(path, 0755))).isEqualTo(errno);
  }

  @Test
  void makesADirectoryWithASlashBehindItsName() throws FileException {
    files.makeDirectory("/tmp/new/", 0755);

    assertThat(files.status("/tmp/new").isDirectory()).isTrue();
  }

  @Test
  void makesLinksAndPipesWithoutASlashOnly() throws FileException {
    files.makeFifo("/tmp/p", 0600);

    assertThat(files.status("/tmp/p").kind()).isEqualTo(FileStatus.Kind.PIPE);
    assertThat(Refusal.of(() -> files.makeFifo("/tmp/q/", 0600))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.makeLink("/tmp/q/", "x"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.makeLink("/tmp/q", ""))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.makeLink("/tmp/f", "x"))).isEqualTo(Errno.EEXIST);
  }

  @ParameterizedTest
  @CsvSource({
    "/tmp/x, ENOENT",
    "/tmp/f/, ENOTDIR",
    "/tmp/la/, ENOTDIR",
    "/tmp/a/., EINVAL",
    "/tmp/a/.., ENOTEMPTY",
    "/, EBUSY",
    "/tmp, EBUSY",
    "/run/netns, EBUSY",
    "/run, ENOTEMPTY"
  })
  void refusesToRemove(String path, Errno errno) {
    assertThat(Refusal.of(() -> files.remove(path))).isEqualTo(errno);
  }

  @Test
  void removesALinkAndNotWhatItLeadsTo() throws FileException {
    files.remove("/tmp/la");
    files.remove("/tmp/a/");

    assertThat(files.list("/tmp")).containsExactly("dang", "f", "loop");
  }

  @Test
  void renamesWithinAMount() throws FileException {
    files.rename("/tmp/la", "/tmp/a/lb");
    files.rename("/tmp/a/", "/tmp/b/");

    assertThat(files.readLink("/tmp/b/lb")).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "/tmp/f, /run/netns/f, EXDEV",
    "/tmp/x, /tmp/y, ENOENT",
    "/tmp/f, /tmp/g/, ENOTDIR",
    "/tmp, /x, EBUSY",
    "/tmp/f, /tmp, EBUSY",
    "/run, /walk, EBUSY",
    "/tmp/f, /tmp/x/y, ENOENT"
  })
  void refusesToRename(String from, String to, Errno errno) {
    assertThat(Refusal.of(() -> files.rename(from, to))).isEqualTo(errno);
  }

  @Test
  void changesWhatALinkLeadsTo() throws FileException {
    files.changeMode("/tmp/la", 0700);
    files.changeTime("/tmp/la", 42);

    assertThat(files.status("/tmp/a"))
        .returns(0700, FileStatus::mode)
        .returns(42L, FileStatus::modified);
    assertThat(Refusal.of(() -> files.changeMode("/tmp/x", 0))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.changeTime("/tmp/x", 0))).isEqualTo(Errno.ENOENT);
  }

  // ---- mounts

  @Test
  void listsMountPointsWithTheirNeighbours() throws FileException {
    files.makeDirectory("/etc", 0755);

    assertThat(files.list("/")).containsExactly("etc", "run", "tmp");
    assertThat(files.list("/run")).containsExactly("netns");
    assertThat(files.list("/run/netns")).isEmpty();
    assertThat(files.status("/run").isDirectory()).isTrue();
    assertThat(Refusal.of(() -> files.list("/tmp/f"))).isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> files.list("/tmp/x"))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void doesNotTakeALongerNameForAMountPoint() throws FileException {
    files.makeDirectory("/tmpx", 0700);

    assertThat(files.status("/tmpx")).returns(0700, FileStatus::mode);
    assertThat(files.list("/")).containsExactly("run", "tmp", "tmpx");
    assertThat(files.list("/tmpx")).isEmpty();
  }

  @Test
  void leavesTheViewItWasMadeFromAlone() throws FileException {
    Files other = files.with("/tmp", new MemoryFiles(loop, 0755));

    assertThat(other.list("/tmp")).isEmpty();
    assertThat(files.exists("/tmp/f")).isTrue();
  }

  @Test
  void hidesWhatWasMountedBelow() throws FileException {
    Files other = files.with("/run", new MemoryFiles(loop, 0755));

    assertThat(other.list("/run")).isEmpty();
    assertThat(files.list("/run")).containsExactly("netns");
  }

  @Test
  void bindsAFileOverAnother() throws FileException {
    files.makeDirectory("/etc", 0755);
    put("/etc/hosts", "all\n");
    files.makeDirectory("/tmp/a/red", 0755);
    put("/tmp/a/red/hosts", "red\n");

    Files red = files.bind("/etc/hosts", "/tmp/la/red/hosts");

    assertThat(red.read("/etc/hosts")).asString().isEqualTo("red\n");
    assertThat(text("/etc/hosts")).isEqualTo("all\n");
    red.write("/etc/hosts", "RED\n".getBytes(StandardCharsets.UTF_8));
    assertThat(text("/tmp/a/red/hosts")).isEqualTo("RED\n");
    assertThat(red.list("/etc")).containsExactly("hosts");
    assertThat(Refusal.of(() -> red.remove("/etc/hosts"))).isEqualTo(Errno.EBUSY);
  }

  @Test
  void bindsADirectoryOverAnother() throws FileException {
    files.makeDirectory("/etc", 0755);
    put("/tmp/a/inner", "inner");

    Files other = files.bind("/etc", "/tmp/a");

    assertThat(other.list("/etc")).containsExactly("inner");
    assertThat(other.read("/etc/inner")).asString().isEqualTo("inner");
    assertThat(Refusal.of(() -> other.rename("/etc/inner", "/tmp/inner"))).isEqualTo(Errno.EXDEV);
  }

  @Test
  void refusesToBindWhatIsNotThereOrNotAlike() {
    assertThat(Refusal.of(() -> files.bind("/tmp/x", "/tmp/f"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.bind("/tmp/f", "/tmp/x"))).isEqualTo(Errno.ENOENT);
    assertThat(Refusal.of(() -> files.bind("/tmp/f", "/tmp/a"))).isEqualTo(Errno.ENOTDIR);
    assertThat(Refusal.of(() -> files.bind("/tmp/a", "/tmp/f"))).isEqualTo(Errno.ENOTDIR);
  }

  private void put(String path, String text) throws FileException {
    files.write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private String text(String path) throws FileException {
    return new String(files.read(path), StandardCharsets.UTF_8);
  }
}
