package dev.patchbay.shell.complete;

import dev.patchbay.core.Command;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.LineEditor.Candidate;
import dev.patchbay.shell.run.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What may stand at the cursor of a line.
public final class Completion {
  /// Words behind which a device stands.
  private static final Set<String> BEFORE_DEVICE =
      Set.of(
          "dev",
          "master",
          "link",
          "oif",
          "iif",
          "peer",
          "nomaster",
          "vrf",
          "-I",
          "-i",
          "-o",
          "-t",
          "--in-interface",
          "--out-interface",
          "--interface");

  /// Words behind which a namespace stands.
  private static final Set<String> BEFORE_NETNS =
      Set.of("netns", "exec", "-n", "-netns", "pids", "delete", "del", "set", "from");

  /// Commands whose next word is a machine.
  private static final Set<String> BEFORE_MACHINE = Set.of("on", "ssh", "plug", "unplug");

  /// Commands that run the one that is written behind them.
  private static final Set<String> FRONTS =
      Set.of("sudo", "env", "nohup", "exec", "command", "time", "xargs", "watch", "builtin");

  /// What they are to be offered as, a word each time.
  private static final class Offer {
    private final String start;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    Offer(String start) {
      this.start = start;
    }

    void add(String word, String about) {
      add(word, about, true);
    }

    void add(String word, String about, boolean isWhole) {
      if (word.startsWith(start)) {
        candidates.putIfAbsent(word, new Candidate(word, about, isWhole));
      }
    }
  }

  private final Shell shell;
  private final HelpWords help = new HelpWords();

  /// Completes for a shell.
  public Completion(Shell shell) {
    this.shell = shell;
  }

  /// The words that may stand in the place of the one that ends at `cursor`.
  public List<Candidate> candidates(String line, int cursor) {
    Typed typed = Typed.of(line.substring(0, cursor));
    Offer offer = new Offer(typed.last());
    if (typed.last().startsWith("$")) {
      shell.variables().sorted().forEach((name, value) -> offer.add("$" + name, "variable"));
    } else if (typed.isRedirection() || typed.last().indexOf('/') >= 0) {
      files(offer);
    } else if (typed.isCommand()) {
      commands(offer);
    } else {
      arguments(offer, shell.process().netns(), typed);
    }
    return List.copyOf(offer.candidates.values());
  }

  private void commands(Offer offer) {
    shell.process().machine().processes().programs().names().forEach(name -> offer.add(name, ""));
    shell.functions().names().forEach(name -> offer.add(name, "function"));
    shell.aliases().keySet().forEach(name -> offer.add(name, "alias"));
    shell.builtins().keySet().forEach(name -> offer.add(name, "shell"));
  }

  private void arguments(Offer offer, Netns netns, Typed typed) {
    String name = typed.words().getFirst();
    int behind = behind(typed);
    if (behind > 0) {
      Typed inner = typed.from(behind);
      if (inner.isCommand()) {
        commands(offer);
      } else {
        arguments(offer, netns(netns, typed), inner);
      }
      return;
    }
    if (BEFORE_MACHINE.contains(name) && typed.words().size() == 1) {
      machines(offer);
    } else if (name.equals("sysctl")) {
      settings(offer);
    } else {
      own(offer, netns(netns, typed), typed);
    }
    if (offer.candidates.isEmpty()) {
      files(offer);
    }
  }

  /// Where the command begins that this one runs, or 0.
  private static int behind(Typed typed) {
    List<String> words = typed.words();
    if (FRONTS.contains(words.getFirst())) {
      return 1;
    }
    if (words.getFirst().equals("timeout") || isRemote(words)) {
      return words.size() > 1 ? 2 : 0;
    }
    int exec = words.indexOf("exec");
    return exec > 0 && words.get(exec - 1).startsWith("n") && words.size() > exec + 1
        ? exec + 2
        : Math.max(words.indexOf("--") + 1, 0);
  }

  private static boolean isRemote(List<String> words) {
    return words.getFirst().equals("on") || words.getFirst().equals("ssh");
  }

  /// The namespace that the command speaks of: `ip -n red`, `ip netns exec red`.
  private static Netns netns(Netns here, Typed typed) {
    List<String> words = typed.words();
    for (int i = 1; i + 1 < words.size(); i++) {
      boolean named = words.get(i).equals("-n") || words.get(i).equals("-netns");
      if (named || (words.get(i).equals("exec") && words.get(i - 1).startsWith("n"))) {
        Netns netns = here.machine().netns(words.get(i + 1));
        return netns == null ? here : netns;
      }
    }
    return here;
  }

  /// Devices and namespaces where they stand, and the words of the command's own help.
  private void own(Offer offer, Netns netns, Typed typed) {
    if (BEFORE_DEVICE.contains(typed.before())) {
      devices(offer, netns);
    }
    if (BEFORE_NETNS.contains(typed.before())) {
      namespaces(offer);
    }
    if (!offer.candidates.isEmpty()) {
      return;
    }
    Process process = shell.process();
    String name = typed.words().getFirst();
    if (!process.machine().processes().programs().names().contains(name)) {
      return;
    }
    Command command = process.machine().processes().programs().find(process, name);
    if (command != null && typed.before().equals("type")) {
      help.types(process, command, withHelp(typed.words())).forEach(kind -> offer.add(kind, ""));
      if (!offer.candidates.isEmpty()) {
        return;
      }
    }
    if (command != null) {
      for (String word : help.of(process, command, withHelp(typed.words()))) {
        offer.add(word, "");
      }
    }
    devices(offer, netns);
  }

  /// The words that a help of their own goes with: an object of `ip`, the type of a link.
  private static List<String> withHelp(List<String> words) {
    List<String> path = new ArrayList<>(List.of(words.getFirst()));
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += words.get(at).equals("-n") || words.get(at).equals("-netns") ? 2 : 1;
    }
    if (at < words.size()) {
      path.add(words.get(at));
    }
    int type = words.indexOf("type");
    if (type > at && type + 1 < words.size()) {
      path.add(words.get(type + 1));
    }
    return path;
  }

  private static void devices(Offer offer, Netns netns) {
    for (NetDevice device : netns.devices()) {
      offer.add(device.name(), "device");
    }
  }

  private void namespaces(Offer offer) {
    for (Netns netns : shell.process().machine().namespaces()) {
      String name = netns.name();
      if (name != null) {
        offer.add(name, "namespace");
      }
    }
  }

  private void machines(Offer offer) {
    for (Machine machine : shell.process().netns().world().machines()) {
      offer.add(machine.name(), "machine");
    }
  }

  /// The settings of `sysctl`, a level at a time.
  private void settings(Offer offer) {
    int end = offer.start.lastIndexOf('.') + 1;
    String above = offer.start.substring(0, end);
    list(offer, "/proc/sys/" + above.replace('.', '/'), above, ".");
  }

  private void files(Offer offer) {
    // What stands in front of a file's name when it is written without a space: >/tmp/x.
    int begin = Math.max(offer.start.lastIndexOf('<'), offer.start.lastIndexOf('>')) + 1;
    int end = Math.max(offer.start.lastIndexOf('/') + 1, begin);
    String folder = Files.absolute(shell.process().directory(), offer.start.substring(begin, end));
    list(offer, folder, offer.start.substring(0, end), "/");
  }

  private void list(Offer offer, String folder, String above, String separator) {
    Files files = shell.process().files();
    try {
      for (String name : files.list(folder)) {
        String path = folder.endsWith("/") ? folder + name : folder + "/" + name;
        boolean isFolder = files.exists(path) && files.status(path).isDirectory();
        offer.add(above + name + (isFolder ? separator : ""), "", !isFolder);
      }
    } catch (FileException e) {
      // There is nothing to offer where nothing can be listed.
      return;
    }
  }
}
