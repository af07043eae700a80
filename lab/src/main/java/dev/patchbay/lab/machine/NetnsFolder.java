package dev.patchbay.lab.machine;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.FileTree;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.file.VirtualFiles;
import dev.patchbay.core.file.VirtualFiles.Manner;
import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/run/netns`: a file a name of a namespace. A link to the namespace of a process gives that a
/// name, as `ip netns attach` does, and it goes with the link; other files cannot be made. The
/// folder itself comes with the first name, or by `mkdir`.
final class NetnsFolder implements FileTree, Node.Directory {
  private static final Pattern OF_PROCESS = Pattern.compile("/proc/(\\d{1,9})/ns/net");

  private final Machine machine;
  private final FileTree names = new VirtualFiles(Manner.PROC, this);

  /// Where those names lead that are links.
  private final Map<String, String> links = new TreeMap<>();

  private boolean made;

  NetnsFolder(Machine machine) {
    this.machine = machine;
    machine.addNameWatch(this::named);
  }

  private void named(String name, boolean gone) {
    made = true;
    if (gone) {
      links.remove(name);
    }
  }

  // ---- the directory

  @Override
  public List<String> names() {
    return machine.netnsNames();
  }

  @Override
  public @Nullable Node child(String name) {
    if (machine.netns(name) == null) {
      return null;
    }
    String target = links.get(name);
    return target == null ? Node.file(() -> "") : new Node.Link(target);
  }

  // ---- the tree

  @Override
  public @Nullable FileStatus status(String path) {
    return made ? names.status(path) : null;
  }

  @Override
  public boolean seesThroughLinks() {
    return false;
  }

  @Override
  public List<String> list(String path) throws FileException {
    return names.list(path);
  }

  @Override
  public OpenFile open(String path, OpenMode how, int mode) throws FileException {
    if (!made) {
      throw new FileException(Errno.ENOENT);
    }
    return names.open(path, how, mode);
  }

  @Override
  public String readLink(String path) throws FileException {
    return names.readLink(path);
  }

  @Override
  public void makeDirectory(String path, int mode) throws FileException {
    if (path.isEmpty()) {
      made = true;
    } else {
      names.makeDirectory(path, mode);
    }
  }

  @Override
  public void makeLink(String path, String target) throws FileException {
    Netns netns = namespace(target);
    if (!made) {
      throw new FileException(Errno.ENOENT);
    }
    if (netns == null || path.indexOf('/') >= 0) {
      throw new FileException(Errno.EPERM);
    }
    try {
      machine.addName(path, netns);
      links.put(path, target);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  private @Nullable Netns namespace(String target) {
    Matcher matcher = OF_PROCESS.matcher(target);
    Process process =
        matcher.matches() ? machine.processes().find(Integer.parseInt(matcher.group(1))) : null;
    return process == null ? null : process.netns();
  }

  /// The other names are mounts, which are not removed.
  @Override
  public void remove(String path) throws FileException {
    if (machine.netns(path) == null) {
      throw new FileException(Errno.ENOENT);
    }
    if (!links.containsKey(path)) {
      throw new FileException(Errno.EBUSY);
    }
    try {
      machine.removeName(path);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }
}
