#include "settings.h"

#include "../input_error.h"

#include <cmath>
#include <cstdlib>
#include <map>

using namespace MTP;

namespace {

/* The words behind a keyword, one after the other. */
class Words {
 public:
  explicit Words(const std::vector<std::string> &words) : words(words) {}

  bool are_left() const { return next < words.size(); }
  bool begin_with(const std::string &word) const { return are_left() && words[next] == word; }
  bool begin_with_number() const
  {
    char *end = nullptr;
    if (are_left()) std::strtod(words[next].c_str(), &end);
    return are_left() && !words[next].empty() && *end == '\0';
  }

  std::string take(const std::string &what)
  {
    if (!are_left()) throw InputError(keyword + " needs " + what + " behind it");
    return words[next++];
  }

  std::string take_keyword() { return keyword = words[next++]; }

  bool take_if(const std::string &word)
  {
    if (!begin_with(word)) return false;
    next++;
    return true;
  }

  double take_number(double least, const std::string &what)
  {
    const bool is_number = begin_with_number();
    const std::string word = take(what);
    const double value = std::strtod(word.c_str(), nullptr);
    if (!is_number || !(value >= least) || !std::isfinite(value)) throw InputError(keyword + " needs " + what + ", not '" + word + "'");
    return value;
  }

  double take_distance() { return take_number(0.0, "a distance"); }

  int take_count(int least, const std::string &what)
  {
    const double value = take_number(least, what);
    if (value != std::floor(value) || value > 1e9) throw InputError(keyword + " needs " + what);
    return static_cast<int>(value);
  }

  /* V [release V2] */
  double take_release(double otherwise) { return take_if("release") ? take_number(-1e300, "a number behind 'release'") : otherwise; }

  [[noreturn]] void fail(const std::string &what) const { throw InputError(keyword + " " + what); }

 private:
  const std::vector<std::string> &words;
  size_t next = 0;
  std::string keyword;
};

void parse_seeds(QMMLSettings &settings, Words &words)
{
  SeedSettings &seeds = settings.seeds;
  seeds = SeedSettings();
  const std::string kind = words.take("'group' or 'compute'");
  if (kind == "group") {
    seeds.group = words.take("the ID of a group");
    return;
  }
  if (kind != "compute") words.fail("needs 'group ID' or 'compute c_ID above VALUE', not '" + kind + "'");
  const std::string name = words.take("c_ID or c_ID[N]"), sense = words.take("'above' or 'below'");
  const size_t bracket = name.find('[');
  seeds.column = bracket == std::string::npos ? 0 : std::atoi(name.c_str() + bracket + 1);
  if (name.compare(0, 2, "c_") != 0 || name.size() < 3 || (bracket != std::string::npos && (seeds.column < 1 || name.back() != ']')))
    words.fail("compute needs c_ID or c_ID[N], not '" + name + "'");
  seeds.compute = name.substr(2, bracket == std::string::npos ? bracket : bracket - 2);
  if (sense != "above" && sense != "below") words.fail("compute c_ID needs 'above' or 'below', not '" + sense + "'");
  seeds.is_above = sense == "above";
  seeds.threshold = words.take_number(-1e300, "a number");
  seeds.release = words.take_release(seeds.threshold);
  if (seeds.is_above ? seeds.release > seeds.threshold : seeds.release < seeds.threshold)
    words.fail("compute: an atom that would be released before it is taken is never a seed; 'release' belongs on the other side of the value");
}

void parse_radius(QMMLSettings &settings, Words &words)
{
  settings.region.radius = words.take_distance();
  settings.region.release = words.take_release(settings.region.radius);
  if (settings.region.release < settings.region.radius) words.fail("needs a 'release' that is not smaller");
}

void parse_buffer(QMMLSettings &settings, Words &words)
{
  settings.region.buffer = words.take_distance();
  settings.region.buffer_release = words.take_release(settings.region.buffer);
  if (settings.region.buffer_release < settings.region.buffer) words.fail("needs a 'release' that is not smaller");
}

void parse_blend(QMMLSettings &settings, Words &words)
{
  const std::string kind = words.take("'abrupt' or 'smooth WIDTH'");
  if (kind != "abrupt" && kind != "smooth") words.fail("needs 'abrupt' or 'smooth WIDTH', not '" + kind + "'");
  settings.region.blend = kind == "smooth" ? words.take_number(1e-6, "a width above zero behind 'smooth'") : 0.0;
}

void parse_periodic(QMMLSettings &settings, Words &words)
{
  const std::string axes = words.take("'auto', 'none', or some of x, y and z, such as 'xz'");
  std::array<int, 3> &periodic = settings.cluster.periodic;
  periodic.fill(axes == "auto" ? -1 : 0);
  if (axes == "auto" || axes == "none") return;
  if (axes.empty() || axes.find_first_not_of("xyz") != std::string::npos)
    words.fail("needs 'auto', 'none', or some of x, y and z, such as 'xz', not '" + axes + "'");
  for (char axis : axes) periodic[axis - 'x'] = 1;
}

/* 90, 90s, 30m, 2h or none. */
void parse_time_limit(QMMLSettings &settings, Words &words)
{
  static const std::map<std::string, double> units = {{"", 1.0}, {"s", 1.0}, {"m", 60.0}, {"h", 3600.0}, {"d", 86400.0}};
  const std::string text = words.take("a time, such as 90s, 30m or 2h, or 'none'");
  char *end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  const auto unit = units.find(end);
  if (text != "none" && (!(value > 0.0) || unit == units.end()))
    words.fail("needs a time, such as 90s, 30m or 2h, or 'none', not '" + text + "'");
  settings.engine.time_limit = text == "none" ? 0.0 : value * unit->second;
}

void parse_net_force(QMMLSettings &settings, Words &words)
{
  const std::string word = words.take("'keep' or 'remove'");
  if (word != "keep" && word != "remove") words.fail("needs 'keep' or 'remove', not '" + word + "'");
  settings.removes_net_force = word == "remove";
}

void parse_elements(QMMLSettings &settings, Words &words, int types)
{
  settings.elements.clear();
  for (int type = 0; type < types; type++)
    settings.elements.push_back(words.take("an element for each of the " + std::to_string(types) + " atom types"));
}

void check(const QMMLSettings &settings, bool has_address)
{
  const auto need = [](bool is_there, const std::string &what) {
    if (!is_there) throw InputError(what);
  };
  const SeedSettings &seeds = settings.seeds;
  const RegionRule &region = settings.region;
  need(!seeds.group.empty() || !seeds.compute.empty(),
       "say around which atoms the QM region is: seeds group ID, or seeds compute c_ID above VALUE");
  need(region.radius >= 0.0, "say how far from the seeds QM atoms are: radius DISTANCE");
  need(region.buffer >= 0.0, "say how far around the QM atoms the engine sees atoms: buffer DISTANCE");
  need(!(region.blend > 0.0) || region.release == region.radius,
       "with 'blend smooth' forces change gradually, and 'radius' has no 'release'");
  const std::string &command = settings.engine.command;
  need(has_address || !command.empty(), "say who computes the QM forces: launch \"command\", or ipi HOST:PORT, or ipi unix:NAME");
  bool is_told = command.empty();
  for (const char *place : {"{ipi}", "{port}", "{name}"}) is_told = is_told || command.find(place) != std::string::npos;
  need(is_told, "launch: the command does not tell the engine where the i-PI socket is; write {ipi}, {port} or {name} there, "
                "as in pw.x --ipi {ipi}");
}

}    // namespace

QMMLSettings QMMLSettings::parse(const std::vector<std::string> &all, int types)
{
  QMMLSettings settings;
  bool has_address = false;
  Words words(all);
  while (words.are_left()) {
    const std::string keyword = words.take_keyword();
    if (keyword == "seeds")
      parse_seeds(settings, words);
    else if (keyword == "radius")
      parse_radius(settings, words);
    else if (keyword == "buffer")
      parse_buffer(settings, words);
    else if (keyword == "blend")
      parse_blend(settings, words);
    else if (keyword == "periodic")
      parse_periodic(settings, words);
    else if (keyword == "vacuum")
      settings.cluster.vacuum = words.take_distance();
    else if (keyword == "net-force")
      parse_net_force(settings, words);
    else if (keyword == "every")
      settings.every = words.take_count(1, "a whole number of steps");
    else if (keyword == "ipi") {
      settings.engine.address = IPIAddress::parse(words.take("HOST:PORT or unix:NAME"));
      has_address = true;
    } else if (keyword == "launch")
      settings.engine.command = words.take("a command");
    else if (keyword == "time-limit")
      parse_time_limit(settings, words);
    else if (keyword == "retries")
      settings.engine.retries = words.take_count(0, "a whole number");
    else if (keyword == "store")
      settings.store = words.take("the name of a file");
    else if (keyword == "elements")
      parse_elements(settings, words, types);
    else
      throw InputError("there is no keyword '" + keyword + "'");
  }
  check(settings, has_address);
  return settings;
}
