package dev.patchbay.lab.iptables;

import dev.patchbay.core.Netns;
import dev.patchbay.lab.Lab;
import dev.patchbay.lab.Ran;
import dev.patchbay.packet.Family;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The rules of one family, of a lab's namespace or of the host: what `iptables` and `ip6tables`
/// do, as operations that a program can call. A rule is given as the words behind `-A CHAIN`.
///
/// Every operation throws an [IptablesException] when the program refuses, and another
/// [IOException] when it cannot be run.
public final class Iptables {
  /// What of a host iptables is looked for, and how.
  public static final class Host {
    private Family family = Family.IPV4;
    private List<String> prefix = List.of();
    private String program = "";
    private String lock = "/run/xtables.lock";
    private int timeout;

    private Host() {}

    /// Whose rules; those of IPv4 unless said.
    public Host family(Family value) {
      family = value;
      return this;
    }

    /// What stands in front of the program: `sudo`, `ip netns exec blue`.
    public Host prefix(String... words) {
      prefix = List.of(words);
      return this;
    }

    /// The program, by name or path; `iptables` or `ip6tables` unless said.
    public Host program(String value) {
      program = value;
      return this;
    }

    /// How long to wait for the lock, in seconds; 0, which is usual, for ever.
    public Host timeout(int seconds) {
      timeout = seconds;
      return this;
    }

    /// The file that programs from before 1.4.20, which do not wait for each other by themselves,
    /// are made to meet at; `/run/xtables.lock` unless said.
    public Host lock(String path) {
      lock = path;
      return this;
    }

    /// Finds the program and asks for its version.
    ///
    /// @throws IOException when there is none, or what it says is no version
    public Iptables open() throws IOException {
      String name = program.isEmpty() ? word(family) : program;
      return new Iptables(new HostBackend(prefix), family, name, lock, timeout);
    }
  }

  /// The exit status of `iptables` when it did not get the lock.
  private static final String LOCKED = "4";

  private final Backend backend;
  private final Family family;
  private final String program;
  private final Version version;
  private final String lock;
  private final int timeout;

  private Iptables(Backend backend, Family family, String program, String lock, int timeout)
      throws IOException {
    this.backend = backend;
    this.family = family;
    this.program = program;
    this.lock = lock;
    this.timeout = timeout;
    List<String> words = List.of(program, "--version");
    Ran ran = backend.run(words, "");
    if (ran.status() != 0) {
      throw new IptablesException(words, ran);
    }
    try {
      version = Version.parse(ran.out());
    } catch (IllegalArgumentException e) {
      throw new IOException(program + " --version: " + e.getMessage(), e);
    }
  }

  /// The rules of a namespace of the lab.
  public static Iptables of(Lab lab, Netns netns, Family family) throws IOException {
    return new Iptables(new LabBackend(lab, netns), family, word(family), "", 0);
  }

  /// The rules of the host.
  public static Host ofHost() {
    return new Host();
  }

  private static String word(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  // ---- what it is

  /// Whose rules these are.
  public Family family() {
    return family;
  }

  /// The version of the program that does the work.
  public Version version() {
    return version;
  }

  /// Whether `--random-fully` is known to it.
  public boolean hasRandomFully() {
    return version.isAtLeast(Version.RANDOM_FULLY);
  }

  // ---- rules

  /// Whether the chain holds the rule.
  public boolean exists(String table, String chain, String... rule) throws IOException {
    if (!version.isAtLeast(Version.CHECKS)) {
      return list(table, chain).contains("-A " + chain + " " + String.join(" ", rule));
    }
    try {
      run(table, words("-C", chain, rule));
      return true;
    } catch (IptablesException e) {
      // A rule that is not there, and a chain that is not there either, are both status 1.
      if (e.status() == 1) {
        return false;
      }
      throw e;
    }
  }

  /// Puts the rule in at `position`, counted from 1.
  public void insert(String table, String chain, int position, String... rule) throws IOException {
    run(table, words("-I", chain, position, rule));
  }

  /// Puts the rule in unless the chain holds it already, wherever.
  public void insertUnique(String table, String chain, int position, String... rule)
      throws IOException {
    if (!exists(table, chain, rule)) {
      insert(table, chain, position, rule);
    }
  }

  /// Puts the rule in the place of the one at `position`, counted from 1.
  public void replace(String table, String chain, int position, String... rule) throws IOException {
    run(table, words("-R", chain, position, rule));
  }

  /// Puts the rule at the end.
  public void append(String table, String chain, String... rule) throws IOException {
    run(table, words("-A", chain, rule));
  }

  /// Puts the rule at the end unless the chain holds it already.
  public void appendUnique(String table, String chain, String... rule) throws IOException {
    if (!exists(table, chain, rule)) {
      append(table, chain, rule);
    }
  }

  /// Takes the first rule out that is as given.
  public void delete(String table, String chain, String... rule) throws IOException {
    run(table, words("-D", chain, rule));
  }

  /// Takes the rule out if the chain holds it.
  public void deleteIfExists(String table, String chain, String... rule) throws IOException {
    if (exists(table, chain, rule)) {
      delete(table, chain, rule);
    }
  }

  /// Takes the rule at `position` out, counted from 1.
  public void deleteById(String table, String chain, int position) throws IOException {
    run(table, words("-D", chain, position));
  }

  // ---- lists

  /// The chain and its rules, as commands that would make them (`-S`).
  public List<String> list(String table, String chain) throws IOException {
    return lines(table, List.of("-S", chain));
  }

  /// As [#list], with `-c PACKETS BYTES` in each.
  public List<String> listWithCounters(String table, String chain) throws IOException {
    return lines(table, List.of("-v", "-S", chain));
  }

  /// The rule at `position`, counted from 1, as a command that would make it; empty when there is
  /// none.
  public String listById(String table, String chain, int position) throws IOException {
    List<String> lines = lines(table, words("-S", chain, position));
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  /// The names of the table's chains, the built-in ones first.
  public List<String> listChains(String table) throws IOException {
    List<String> chains = new ArrayList<>();
    for (String line : lines(table, List.of("-S"))) {
      if (line.startsWith("-P ") || line.startsWith("-N ")) {
        chains.add(line.split(" ", 3)[1]);
      }
    }
    return List.copyOf(chains);
  }

  /// Whether the table has a chain of this name.
  public boolean chainExists(String table, String chain) throws IOException {
    try {
      run(table, words("-S", chain, 1));
      return true;
    } catch (IptablesException e) {
      // Not every version says it in words that would tell.
      if (e.isNotExist() || !listChains(table).contains(chain)) {
        return false;
      }
      throw e;
    }
  }

  /// The chain's rules as a listing has them (`-nvxL`), a list of ten columns each: packets, bytes,
  /// target, protocol, fragments, input, output, source, destination, options.
  public List<List<String>> stats(String table, String chain) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (RuleStatistics rule : structuredStats(table, chain)) {
      rows.add(rule.columns());
    }
    return List.copyOf(rows);
  }

  /// The chain's rules as a listing has them.
  public List<RuleStatistics> structuredStats(String table, String chain) throws IOException {
    List<String> lines = lines(table, List.of("-L", chain, "-n", "-v", "-x"));
    List<RuleStatistics> rules = new ArrayList<>();
    // The chain's own line and the names of the columns come first.
    for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
      rules.add(RuleStatistics.parse(family, line));
    }
    return List.copyOf(rules);
  }

  // ---- chains

  /// Makes a chain.
  public void newChain(String table, String chain) throws IOException {
    run(table, List.of("-N", chain));
  }

  /// Empties the chain, or makes it when there is none.
  public void clearChain(String table, String chain) throws IOException {
    try {
      newChain(table, chain);
    } catch (IptablesException e) {
      if (e.status() != 1) {
        throw e;
      }
      run(table, List.of("-F", chain));
    }
  }

  /// Gives the chain another name.
  public void renameChain(String table, String chain, String name) throws IOException {
    run(table, List.of("-E", chain, name));
  }

  /// Takes away a chain that is empty and that no rule names.
  public void deleteChain(String table, String chain) throws IOException {
    run(table, List.of("-X", chain));
  }

  /// Empties the chain and takes it away, if there is one.
  public void clearAndDeleteChain(String table, String chain) throws IOException {
    if (chainExists(table, chain)) {
      run(table, List.of("-F", chain));
      deleteChain(table, chain);
    }
  }

  /// Empties every chain of the `filter` table.
  public void clearAll() throws IOException {
    run("filter", List.of("-F"));
  }

  /// Takes away every chain of the `filter` table that a user made.
  public void deleteAll() throws IOException {
    run("filter", List.of("-X"));
  }

  /// What a built-in chain does with what no rule has judged: `ACCEPT` or `DROP`.
  public void changePolicy(String table, String chain, String policy) throws IOException {
    run(table, List.of("-P", chain, policy));
  }

  // ---- whole tables

  /// The table as `iptables-restore` reads it.
  public String save(String table) throws IOException {
    return answer(List.of(program + "-save", "-t", table), "");
  }

  /// Loads tables from what [#save] gave; all of it or, when it is refused, nothing.
  ///
  /// @param options of `iptables-restore`: `--noflush`, `--counters`, `--test`
  public void restore(String text, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(program + "-restore"));
    words.addAll(List.of(options));
    answer(words, text);
  }

  // ---- running the program

  private static List<String> words(String order, String chain, String... rule) {
    List<String> words = new ArrayList<>(List.of(order, chain));
    words.addAll(List.of(rule));
    return words;
  }

  private static List<String> words(String order, String chain, int position, String... rule) {
    List<String> words = new ArrayList<>(List.of(order, chain, Integer.toString(position)));
    words.addAll(List.of(rule));
    return words;
  }

  private List<String> lines(String table, List<String> words) throws IOException {
    return run(table, words)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(Iptables::plain)
        .toList();
  }

  /// Some versions put the counters in front, `[1:84] -A …`, where others write `-c 1 84`.
  private static String plain(String line) {
    int end = line.indexOf("] ");
    if (!line.startsWith("[") || end < 0) {
      return line;
    }
    return line.substring(end + 2) + " -c " + line.substring(1, end).replace(':', ' ');
  }

  private String run(String table, List<String> order) throws IOException {
    List<String> words = new ArrayList<>();
    boolean waits = version.isAtLeast(Version.WAITS);
    if (!waits) {
      words.addAll(List.of("flock", "--conflict-exit-code", LOCKED));
      if (timeout > 0) {
        words.addAll(List.of("--timeout", Integer.toString(timeout)));
      }
      words.add(lock);
    }
    words.addAll(List.of(program, "-t", table));
    words.addAll(order);
    if (waits) {
      words.add("--wait");
      if (timeout > 0 && version.isAtLeast(Version.WAITS_SECONDS)) {
        words.add(Integer.toString(timeout));
      }
    }
    return answer(words, "");
  }

  private String answer(List<String> words, String input) throws IOException {
    Ran ran = backend.run(words, input);
    if (ran.status() != 0) {
      throw new IptablesException(words, ran);
    }
    return ran.out();
  }
}
