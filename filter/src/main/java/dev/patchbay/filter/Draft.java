package dev.patchbay.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of a table while they are being changed: nothing of it counts before [#commit].
/// Refuses with the errors, and where they are special the words, of the library that iptables
/// changes tables with.
public final class Draft {
  private static final class Part {
    Chain chain;
    final List<Rule> rules;

    Part(Chain chain) {
      this.chain = chain;
      this.rules = new ArrayList<>(chain.rules());
    }

    Chain done() {
      return chain.withRules(rules);
    }
  }

  private final Table table;
  private final Map<String, Part> builtIn = new LinkedHashMap<>();
  private final TreeMap<String, Part> users = new TreeMap<>();
  private boolean changed;

  /// What the table holds now.
  public Draft(Table table) {
    this.table = table;
    for (Chain chain : table.rules().chains()) {
      (chain.isBuiltIn() ? builtIn : users).put(chain.name(), new Part(chain));
    }
  }

  public Table table() {
    return table;
  }

  /// Lets the table hold what the draft does, if that is anything else.
  ///
  /// @throws NetlinkException when the kernel refuses it; the table is as before then
  public void commit() throws NetlinkException {
    if (changed) {
      for (Chain chain : table.rules().chains()) {
        forgetCount(chain);
      }
      table.replace(new RuleSet(chains()));
    }
  }

  /// What a policy has counted does not survive a change of the table, unless it is said anew (as
  /// with Linux's library); what rules have counted does.
  private void forgetCount(Chain before) {
    Part part = builtIn.get(before.name());
    if (part != null && part.chain.counter() == before.counter()) {
      part.chain = part.chain.withPolicy(part.chain.policy(), new Counter());
    }
  }

  /// The chains: the built-in ones, then the user's by name.
  public List<Chain> chains() {
    List<Chain> all = new ArrayList<>();
    builtIn.values().forEach(part -> all.add(part.done()));
    users.values().forEach(part -> all.add(part.done()));
    return all;
  }

  /// The names of all chains, in that order.
  public List<String> names() {
    List<String> names = new ArrayList<>(builtIn.keySet());
    names.addAll(users.keySet());
    return names;
  }

  public boolean isChain(String name) {
    return find(name) != null;
  }

  public boolean isBuiltIn(String name) {
    return builtIn.containsKey(name);
  }

  private @Nullable Part find(String name) {
    Part part = builtIn.get(name);
    return part == null ? users.get(name) : part;
  }

  private Part part(String name) throws NetlinkException {
    Part part = find(name);
    if (part == null) {
      throw noSuchName();
    }
    return part;
  }

  private static NetlinkException noSuchName() {
    return new NetlinkException(Errno.ENOENT, "No chain/target/match by that name");
  }

  private Part touched(String name) throws NetlinkException {
    Part part = part(name);
    changed = true;
    return part;
  }

  /// The rules of a chain.
  public List<Rule> rules(String chain) throws NetlinkException {
    return part(chain).rules;
  }

  public void append(String chain, Rule rule) throws NetlinkException {
    touched(chain).rules.add(rule);
  }

  /// Puts a rule before the one at `index`, from 0 on.
  public void insert(String chain, int index, Rule rule) throws NetlinkException {
    Part part = part(chain);
    if (index > part.rules.size()) {
      throw new NetlinkException(Errno.E2BIG, "Index of insertion too big");
    }
    touched(chain).rules.add(index, rule);
  }

  public void replace(String chain, int index, Rule rule) throws NetlinkException {
    if (index >= part(chain).rules.size()) {
      throw new NetlinkException(Errno.E2BIG, "Index of replacement too big");
    }
    touched(chain).rules.set(index, rule);
  }

  public void delete(String chain, int index) throws NetlinkException {
    if (index >= part(chain).rules.size()) {
      throw new NetlinkException(Errno.E2BIG, "Index of deletion too big");
    }
    touched(chain).rules.remove(index);
  }

  /// Deletes the first rule that says the same.
  public void delete(String chain, Rule rule) throws NetlinkException {
    int index = indexOf(chain, rule);
    touched(chain).rules.remove(index);
  }

  /// Looks for a rule that says the same.
  public void check(String chain, Rule rule) throws NetlinkException {
    indexOf(chain, rule);
  }

  /// libiptc answers for what it did last: looked for the chain, or for the rule's target when that
  /// is no verdict.
  private int indexOf(String chain, Rule rule) throws NetlinkException {
    Part part = find(chain);
    if (part == null) {
      throw noSuchRule();
    }
    for (int i = 0; i < part.rules.size(); i++) {
      if (part.rules.get(i).saysAs(rule)) {
        return i;
      }
    }
    throw rule.target() instanceof StandardTarget ? noSuchRule() : noSuchName();
  }

  private static NetlinkException noSuchRule() {
    return new NetlinkException(
        Errno.ENOENT, "Bad rule (does a matching rule exist in that chain?)");
  }

  public void flush(String chain) throws NetlinkException {
    touched(chain).rules.clear();
  }

  /// Counts anew from nothing, in all of a chain.
  public void zero(String chain) throws NetlinkException {
    Part part = touched(chain);
    part.chain = part.chain.withPolicy(part.chain.policy(), new Counter());
    part.rules.replaceAll(rule -> counted(rule, new Counter()));
  }

  /// Counts anew at one rule, from 0 on.
  public void zero(String chain, int index) throws NetlinkException {
    if (index >= part(chain).rules.size()) {
      throw new NetlinkException(Errno.E2BIG, "Index of counter too big");
    }
    List<Rule> rules = touched(chain).rules;
    rules.set(index, counted(rules.get(index), new Counter()));
  }

  private static Rule counted(Rule rule, Counter counter) {
    return new Rule(rule.criteria(), rule.matches(), rule.target(), counter);
  }

  public void create(String chain) throws NetlinkException {
    if (isChain(chain)) {
      throw new NetlinkException(Errno.EEXIST, "Chain already exists");
    }
    users.put(chain, new Part(Chain.user(chain)));
    changed = true;
  }

  /// Deletes a chain of the user's that is empty and that nobody calls.
  public void deleteChain(String chain) throws NetlinkException {
    Part part = part(chain);
    if (isBuiltIn(chain)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (references(chain) > 0) {
      throw new NetlinkException(Errno.EMLINK);
    }
    if (!part.rules.isEmpty()) {
      throw new NetlinkException(Errno.ENOTEMPTY);
    }
    users.remove(chain);
    changed = true;
  }

  /// How many rules lead to a chain.
  public int references(String chain) {
    int count = 0;
    for (Part part : builtIn.values()) {
      count += references(part, chain);
    }
    for (Part part : users.values()) {
      count += references(part, chain);
    }
    return count;
  }

  private static int references(Part part, String chain) {
    int count = 0;
    for (Rule rule : part.rules) {
      count += rule.target() instanceof Jump jump && jump.name().equals(chain) ? 1 : 0;
    }
    return count;
  }

  public void rename(String chain, String name) throws NetlinkException {
    if (isChain(name)) {
      throw new NetlinkException(Errno.EEXIST);
    }
    Part part = users.remove(chain);
    if (part == null) {
      throw new NetlinkException(Errno.ENOENT, "No chain/target/match by that name");
    }
    part.chain = part.chain.withName(name);
    users.put(name, part);
    builtIn.values().forEach(one -> one.rules.replaceAll(rule -> renamed(rule, chain, name)));
    users.values().forEach(one -> one.rules.replaceAll(rule -> renamed(rule, chain, name)));
    changed = true;
  }

  private static Rule renamed(Rule rule, String chain, String name) {
    return rule.target() instanceof Jump jump && jump.name().equals(chain)
        ? new Rule(rule.criteria(), rule.matches(), new Jump(name, jump.goTo()), rule.counter())
        : rule;
  }

  /// Says what becomes of packets at the end of a built-in chain, and what has been counted there.
  public void policy(String chain, String policy, Counter counter) throws NetlinkException {
    Part part = builtIn.get(chain);
    if (part == null) {
      throw new NetlinkException(Errno.ENOENT, "Bad built-in chain name");
    }
    StandardTarget target =
        switch (policy) {
          case "ACCEPT" -> StandardTarget.ACCEPT;
          case "DROP" -> StandardTarget.DROP;
          default -> throw new NetlinkException(Errno.EINVAL, "Bad policy name");
        };
    part.chain = part.chain.withPolicy(target, counter);
    changed = true;
  }
}
