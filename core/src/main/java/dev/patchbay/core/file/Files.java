package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a process sees of files: trees mounted at places, joined into one. A view never changes;
/// mounting gives another one.
///
/// Paths given to it are absolute (see [#absolute]) and walked as path_resolution(7) says: `.`,
/// `..`, links across trees.
public final class Files {
  private static final int MOST_LINKS = 40;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 4095;
  private static final FileStatus ROOM_FOR_MOUNTS =
      new FileStatus(FileStatus.Kind.DIRECTORY, 0755, 0, Clock.START);

  /// The tree, from its own `root` on, seen at `path`: empty for the whole view, else beginning
  /// with a slash.
  private record Mount(String path, FileTree tree, String root) {
    boolean covers(String other) {
      return isWithin(other, path);
    }

    String inner(String canonical) {
      if (canonical.length() == path.length()) {
        return root;
      }
      String rest = canonical.substring(path.length() + 1);
      return root.isEmpty() ? rest : root + "/" + rest;
    }
  }

  /// Where a path leads, whether or not something is there.
  private record Place(Mount mount, String path, @Nullable FileStatus status) {
    FileTree tree() {
      return mount.tree;
    }

    String inner() {
      return mount.inner(path);
    }

    boolean isDirectory() {
      return status != null && status.isDirectory();
    }

    FileStatus existing() throws FileException {
      if (status == null) {
        throw new FileException(Errno.ENOENT);
      }
      return status;
    }
  }

  /// The longest path first, so that the first that covers a path decides.
  private final List<Mount> mounts;

  /// The view of one tree.
  public Files(FileTree root) {
    this(List.of(new Mount("", root, "")));
  }

  private Files(List<Mount> mounts) {
    this.mounts = mounts;
  }

  // ---- making views

  /// This view with a tree at `path`, which is `/` or a plain absolute path. What was mounted at or
  /// below it is hidden.
  public Files with(String path, FileTree tree) {
    return with(new Mount(path.equals("/") ? "" : path, tree, ""));
  }

  /// This view with `target` seen at `path` too (`mount --bind`). Both exist, and both are
  /// directories or neither is.
  public Files bind(String path, String target) throws FileException {
    Place from = resolve(target, true);
    Place at = resolve(path, true);
    if (from.existing().isDirectory() != at.existing().isDirectory()) {
      throw new FileException(Errno.ENOTDIR);
    }
    return with(new Mount(at.path, from.tree(), from.inner()));
  }

  private Files with(Mount mount) {
    List<Mount> result = new ArrayList<>(mounts.size() + 1);
    int at = 0;
    for (Mount other : mounts) {
      if (!mount.covers(other.path)) {
        result.add(other);
        at += other.path.length() >= mount.path.length() ? 1 : 0;
      }
    }
    result.add(at, mount);
    return new Files(result);
  }

  // ---- looking

  /// The path as seen from the folder `cwd`.
  public static String absolute(String cwd, String path) {
    return path.isEmpty() || path.startsWith("/") ? path : cwd + "/" + path;
  }

  /// Whether there is such a file, behind all links.
  public boolean exists(String path) {
    try {
      status(path);
      return true;
    } catch (FileException missing) {
      return false;
    }
  }

  /// As `stat`: of what links lead to.
  public FileStatus status(String path) throws FileException {
    return resolve(path, true).existing();
  }

  /// As `lstat`: of the link itself.
  public FileStatus lstat(String path) throws FileException {
    return resolve(path, false).existing();
  }

  /// The path without links, `.` and `..`, as `realpath` prints it; its last part need not exist.
  public String canonical(String path) throws FileException {
    String canonical = resolve(path, true).path;
    return canonical.isEmpty() ? "/" : canonical;
  }

  /// Which tree holds what the path leads to.
  public FileTree tree(String path) throws FileException {
    return resolve(path, true).tree();
  }

  /// The names in a directory, sorted.
  public List<String> list(String path) throws FileException {
    Place place = resolve(path, true);
    if (!place.existing().isDirectory()) {
      throw new FileException(Errno.ENOTDIR);
    }
    List<String> names = isRoomForMounts(place) ? List.of() : place.tree().list(place.inner());
    SortedSet<String> mountPoints = mountPointsIn(place.path);
    if (mountPoints.isEmpty()) {
      return names;
    }
    mountPoints.addAll(names);
    return List.copyOf(mountPoints);
  }

  /// Where a symbolic link points.
  public String readLink(String path) throws FileException {
    Place place = resolve(path, false);
    if (place.existing().kind() != FileStatus.Kind.SYMLINK) {
      throw new FileException(Errno.EINVAL);
    }
    return place.tree().readLink(place.inner());
  }

  // ---- contents

  /// Opens the file; `mode` are the permission bits of one that is made.
  public OpenFile open(String path, OpenMode how, int mode) throws FileException {
    String plain = how.writes() ? withoutSlashes(path) : path;
    Place place = resolve(plain, how != OpenMode.CREATE_NEW);
    if (how == OpenMode.CREATE_NEW && place.status != null) {
      throw new FileException(Errno.EEXIST);
    }
    if (how.writes() && (place.isDirectory() || path.endsWith("/"))) {
      throw new FileException(Errno.EISDIR);
    }
    if (!how.writes() && place.existing().isDirectory()) {
      return new OpenDirectory(place.existing());
    }
    return place.tree().open(place.inner(), how, mode);
  }

  /// All that is in the file.
  public byte[] read(String path) throws FileException {
    OpenFile file = open(path, OpenMode.READ, 0);
    try {
      return file.readAll();
    } finally {
      file.close();
    }
  }

  /// Writes the file anew, with one write.
  public void write(String path, byte[] content) throws FileException {
    OpenFile file = open(path, OpenMode.WRITE, 0644);
    try {
      file.write(content, 0, content.length);
    } finally {
      file.close();
    }
  }

  // ---- changes

  /// Makes a directory with these permission bits.
  public void makeDirectory(String path, int mode) throws FileException {
    Place place = missing(path);
    place.tree().makeDirectory(place.inner(), mode);
  }

  /// Makes a symbolic link.
  public void makeLink(String path, String target) throws FileException {
    Place place = missing(path);
    if (target.isEmpty() || path.endsWith("/")) {
      throw new FileException(Errno.ENOENT);
    }
    place.tree().makeLink(place.inner(), target);
  }

  /// Makes a named pipe.
  public void makeFifo(String path, int mode) throws FileException {
    Place place = missing(path);
    if (path.endsWith("/")) {
      throw new FileException(Errno.ENOENT);
    }
    place.tree().makeFifo(place.inner(), mode);
  }

  /// Removes a file, or a directory that is empty.
  public void remove(String path) throws FileException {
    Place place = removable(path);
    if (hasMountsBelow(place.path)) {
      throw new FileException(Errno.ENOTEMPTY);
    }
    place.tree().remove(place.inner());
  }

  /// Gives it another name in the same mount; `EXDEV` if `to` lies in another.
  public void rename(String from, String to) throws FileException {
    Place source = removable(from);
    Place target = resolve(withoutSlashes(to), false);
    if (to.endsWith("/") && !source.isDirectory()) {
      throw new FileException(Errno.ENOTDIR);
    }
    if (isMountPoint(target.path) || hasMountsBelow(source.path)) {
      throw new FileException(Errno.EBUSY);
    }
    if (!source.mount.equals(target.mount)) {
      throw new FileException(Errno.EXDEV);
    }
    source.tree().rename(source.inner(), target.inner());
  }

  /// Changes the permission bits.
  public void changeMode(String path, int mode) throws FileException {
    Place place = resolve(path, true);
    place.existing();
    place.tree().changeMode(place.inner(), mode);
  }

  /// Changes the time of last change, in nanoseconds since 1970.
  public void changeTime(String path, long modified) throws FileException {
    Place place = resolve(path, true);
    place.existing();
    place.tree().changeTime(place.inner(), modified);
  }

  private Place missing(String path) throws FileException {
    Place place = resolve(withoutSlashes(path), false);
    if (place.status != null) {
      throw new FileException(Errno.EEXIST);
    }
    return place;
  }

  private Place removable(String path) throws FileException {
    String plain = withoutSlashes(path);
    Place place = resolve(plain, false);
    boolean directory = place.existing().isDirectory();
    if (path.endsWith("/") && !directory) {
      throw new FileException(Errno.ENOTDIR);
    }
    if (plain.endsWith("/.")) {
      throw new FileException(Errno.EINVAL);
    }
    if (plain.endsWith("/..")) {
      throw new FileException(Errno.ENOTEMPTY);
    }
    if (isMountPoint(place.path)) {
      throw new FileException(Errno.EBUSY);
    }
    return place;
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  // ---- the walk

  private Place resolve(String path, boolean followLast) throws FileException {
    if (path.isEmpty()) {
      throw new FileException(Errno.ENOENT);
    }
    if (path.length() > LONGEST_PATH) {
      throw new FileException(Errno.ENAMETOOLONG);
    }
    Place direct = direct(path);
    return direct == null ? walk(path, followLast || path.endsWith("/")) : direct;
  }

  /// Where the path leads when it is plain and no link has to be followed; else null.
  private @Nullable Place direct(String path) throws FileException {
    Mount mount = mountOf(path);
    if (mount.tree.seesThroughLinks() || !isPlain(path)) {
      return null;
    }
    FileStatus status = mount.tree.status(mount.inner(path));
    if (status == null) {
      return directlyMissing(mount, path);
    }
    return status.kind() == FileStatus.Kind.SYMLINK ? null : new Place(mount, path, status);
  }

  /// The place of a file that is not there, in a directory that is; null when a link or a mount
  /// point may stand on the way.
  private @Nullable Place directlyMissing(Mount mount, String path) throws FileException {
    String above = path;
    String missing = path;
    FileStatus status = null;
    while (status == null && above.length() > mount.path.length()) {
      missing = above;
      above = parent(above);
      status = mount.tree.status(mount.inner(above));
    }
    boolean isFolder = status != null && status.isDirectory();
    if (!isFolder || path.length() > LONGEST_NAME || hasMountsBelow(missing)) {
      return null;
    }
    if (missing.length() < path.length()) {
      throw new FileException(Errno.ENOENT);
    }
    return new Place(mount, path, null);
  }

  /// Whether there is a name behind each slash, none of which begins with a dot.
  private static boolean isPlain(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      int next = slash + 1;
      if (next == path.length() || path.charAt(next) == '/' || path.charAt(next) == '.') {
        return false;
      }
    }
    return true;
  }

  private Place walk(String path, boolean followAll) throws FileException {
    // On the way to a mount point there are neither links nor anything missing.
    String start = mountOf(path).path;
    ArrayDeque<String> ahead = new ArrayDeque<>();
    pushNames(ahead, path.substring(start.length()));
    Place place = place(start);
    int links = 0;
    while (!ahead.isEmpty()) {
      if (!place.existing().isDirectory()) {
        throw new FileException(Errno.ENOTDIR);
      }
      Place next = step(place, ahead.pop());
      if (!isLink(next) || (ahead.isEmpty() && !followAll)) {
        place = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileException(Errno.ELOOP);
      }
      String target = next.tree().readLink(next.inner());
      pushNames(ahead, target);
      place = target.startsWith("/") ? place("") : place;
    }
    if (path.endsWith("/") && place.status != null && !place.isDirectory()) {
      throw new FileException(Errno.ENOTDIR);
    }
    return place;
  }

  private Place step(Place from, String name) throws FileException {
    if (name.length() > LONGEST_NAME) {
      throw new FileException(Errno.ENAMETOOLONG);
    }
    return switch (name) {
      case "." -> from;
      case ".." -> place(parent(from.path));
      default -> place(from.path + "/" + name);
    };
  }

  private static boolean isLink(Place place) {
    return place.status != null && place.status.kind() == FileStatus.Kind.SYMLINK;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  private static void pushNames(ArrayDeque<String> ahead, String path) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      if (slash + 1 < end) {
        ahead.push(path.substring(slash + 1, end));
      }
      end = slash;
    }
  }

  // ---- mounts

  private Place place(String canonical) {
    Mount mount = mountOf(canonical);
    FileStatus status = mount.tree.status(mount.inner(canonical));
    if (status == null && hasMountsBelow(canonical)) {
      status = ROOM_FOR_MOUNTS;
    }
    return new Place(mount, canonical, status);
  }

  private Mount mountOf(String canonical) {
    for (Mount mount : mounts) {
      if (mount.covers(canonical)) {
        return mount;
      }
    }
    throw new IllegalStateException("a view without a root");
  }

  /// A directory that no tree has, but that a mount point lies in.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isRoomForMounts(Place place) {
    return place.status == ROOM_FOR_MOUNTS;
  }

  private boolean isMountPoint(String canonical) {
    return mountOf(canonical).path.equals(canonical);
  }

  private boolean hasMountsBelow(String canonical) {
    for (Mount mount : mounts) {
      if (isBelow(mount, canonical)) {
        return true;
      }
    }
    return false;
  }

  /// The names in a directory that are mount points, or lead to some. A tree whose root is not
  /// there yet is none.
  private SortedSet<String> mountPointsIn(String directory) {
    SortedSet<String> names = new TreeSet<>();
    for (Mount mount : mounts) {
      if (isBelow(mount, directory)) {
        int from = directory.length() + 1;
        int slash = mount.path.indexOf('/', from);
        names.add(mount.path.substring(from, slash < 0 ? mount.path.length() : slash));
      }
    }
    return names;
  }

  private static boolean isBelow(Mount mount, String directory) {
    return mount.path.length() > directory.length()
        && isWithin(mount.path, directory)
        && mount.tree.status(mount.root) != null;
  }

  private static boolean isWithin(String path, String directory) {
    return path.startsWith(directory)
        && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
  }
}
