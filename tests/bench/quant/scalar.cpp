// The yardstick: the same work as a plain scalar C++ program, on the columns that quorum hands over.
// Usage: scalar FOLDER. Reads FOLDER/<name>.f64 (doubles, one column each), prints "job ms checksum" lines.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

using Column = std::vector<double>;

static const double inverseSqrtTwoPi = 0.3989422804014327, sqrtHalf = 0.7071067811865476;
static double pdf(double x) { return inverseSqrtTwoPi * std::exp(-0.5 * x * x); }
static double cdf(double x) { return 0.5 * std::erfc(-x * sqrtHalf); }

static Column readColumn(const std::string& folder, const char* name) {
  Column column;
  if (FILE* file = std::fopen((folder + "/" + name + ".f64").c_str(), "rb")) {
    double value;
    while (std::fread(&value, sizeof value, 1, file) == 1) column.push_back(value);
    std::fclose(file);
  }
  return column;
}

struct Chain {
  Column cp, strike, years, vol, rate, carry, interest, price;
  double spot;
  size_t size() const { return strike.size(); }
};

struct Greeks {
  Column price, delta, gamma, vega, theta, rho, epsilon, vanna, vomma, charm, speed, zomma, color, veta, dualDelta;
  explicit Greeks(size_t n)
      : price(n), delta(n), gamma(n), vega(n), theta(n), rho(n), epsilon(n), vanna(n), vomma(n), charm(n), speed(n),
        zomma(n), color(n), veta(n), dualDelta(n) {}
};

// Price and 14 Greeks of every row, each row on its own.
static void greeks(const Chain& c, Greeks& out) {
  const double S = c.spot;
  for (size_t i = 0; i < c.size(); ++i) {
    const double cp = c.cp[i], K = c.strike[i], T = c.years[i], v = c.vol[i], r = c.rate[i], q = c.carry[i];
    if (!(T > 0 && v > 0)) continue;
    const double root = std::sqrt(T), dev = v * root;
    const double d1 = (std::log(S / K) + (r - q) * T) / dev + 0.5 * dev, d2 = d1 - dev;
    const double growth = std::exp(-q * T), discount = std::exp(-r * T), a = S * growth, b = K * discount;
    const double n = pdf(d1), n1 = cdf(cp * d1), n2 = cdf(cp * d2), slope = (r - q) / dev - d2 / (2 * T);
    const double gamma = growth * n / (S * dev), vega = a * n * root;
    out.price[i] = cp * (a * n1 - b * n2);
    out.delta[i] = cp * growth * n1;
    out.gamma[i] = gamma;
    out.vega[i] = vega;
    out.theta[i] = -a * n * v / (2 * root) + cp * (q * a * n1 - r * b * n2);
    out.rho[i] = cp * T * b * n2;
    out.epsilon[i] = -cp * T * a * n1;
    out.vanna[i] = -growth * n * d2 / v;
    out.vomma[i] = vega * d1 * d2 / v;
    out.charm[i] = cp * q * growth * n1 - growth * n * slope;
    out.speed[i] = -gamma / S * (d1 / dev + 1);
    out.zomma[i] = gamma * (d1 * d2 - 1) / v;
    out.color[i] = gamma * (q + d1 * slope + 1 / (2 * T));
    out.veta[i] = vega * (q + d1 * slope - 1 / (2 * T));
    out.dualDelta[i] = -cp * discount * n2;
  }
}

// e^{x^2} erfc(x), x >= 0: continued fraction where erfc underflows or cancels, else directly.
static double erfcx(double x) {
  if (x < 4) return std::exp(x * x) * std::erfc(x);
  double f = x;
  for (int k = 24; k > 0; --k) f = x + 0.5 * k / f;
  return 0.5641895835477563 / f;
}

// Total volatility of a normalised out-of-the-money price: bracketed Halley on 1/ln(b) below the inflection, on the
// log distance to the maximum above it.
static double normalisedVol(double beta, double x) {
  const double inflection = std::sqrt(-2 * x), ceiling = std::exp(0.5 * x);
  const auto sumAt = [x](double s, double sign) {
    const double h = x / s, t = 0.5 * s, left = std::max(0.0, sign * (h + t) * sqrtHalf), right = -(h - t) * sqrtHalf;
    return 0.5 * (erfcx(left) + sign * erfcx(right));
  };
  const auto exponent = [x](double s) { return -0.5 * (x / s * (x / s) + 0.25 * s * s); };
  const double sum = inflection > 0 ? sumAt(inflection, -1) : 0;
  const double at = sum * std::exp(0.5 * x);
  const bool lower = beta < at;
  double low = lower ? 0 : inflection, high = lower ? inflection : INFINITY, s, target;
  if (lower) {
    target = std::log(beta);
    s = std::min(0.999 * inflection, std::max(-x / std::sqrt(-2 * target),
                                              0.5 * inflection * std::sqrt((0.5 * x + std::log(sum)) / target)));
  } else {
    s = inflection + (beta - at) / (inverseSqrtTwoPi * ceiling);
    target = std::log(ceiling - beta);
  }
  for (int i = 0; i < 64; ++i) {
    const double part = sumAt(s, lower ? -1 : 1), log = exponent(s) + std::log(part);
    const double logSlope = (lower ? 1 : -1) * inverseSqrtTwoPi / part;
    const double value = lower ? 1 / log - 1 / target : log - target;
    const double slope = lower ? -logSlope / (log * log) : logSlope;
    const double curvature = x * x / (s * s * s) - s / 4 - logSlope - (lower ? 2 * logSlope / log : 0);
    if (value == 0) return s;
    (value > 0 ? low : high) = s;
    const double newton = -value / slope, step = newton / std::max(0.5, 1 + 0.5 * newton * curvature);
    s += step;
    if (std::fabs(step) <= 1e-7 * s) return s;
    if (!(s > low && s < high)) s = std::isinf(high) ? 2 * low : 0.5 * (low + high);
  }
  return s;
}

static void impliedVols(const Chain& c, Column& out) {
  for (size_t i = 0; i < c.size(); ++i) {
    const double a = c.spot * std::exp(-c.carry[i] * c.years[i]), b = c.strike[i] * std::exp(-c.rate[i] * c.years[i]);
    const double value = c.price[i] - std::max(c.cp[i] * (a - b), 0.0);
    const double x = -std::fabs(std::log(c.spot / c.strike[i]) + (c.rate[i] - c.carry[i]) * c.years[i]);
    out[i] = value > 0 ? normalisedVol(value / (std::sqrt(a) * std::sqrt(b)), x) / std::sqrt(c.years[i]) : 0;
  }
}

// Gamma exposure at one spot, and the sum of absolute terms.
static double exposureAt(const Chain& c, double x, double* gross) {
  double net = 0, all = 0;
  for (size_t i = 0; i < c.size(); ++i) {
    const double T = c.years[i], v = c.vol[i];
    if (!(T > 0 && v > 0 && c.interest[i] > 0)) continue;
    const double dev = v * std::sqrt(T), drift = (c.rate[i] - c.carry[i] + 0.5 * v * v) * T;
    const double d1 = (std::log(x / c.strike[i]) + drift) / dev;
    const double term = std::exp(-c.carry[i] * T) * pdf(d1) / (x * dev) * c.interest[i] * 100 * x * x * 0.01;
    net += c.cp[i] * term;
    all += term;
  }
  if (gross) *gross = all;
  return net;
}

static double profile(const Chain& c, Column& spots, Column& net, Column& gross) {
  double sum = 0;
  for (size_t i = 0; i < spots.size(); ++i) {
    spots[i] = c.spot * (0.8 + 0.4 * i / (spots.size() - 1));
    net[i] = exposureAt(c, spots[i], &gross[i]);
    sum += std::fabs(net[i]);
  }
  return sum;
}

// Greeks, all exposures by strike and expiry, 401-spot profile, every crossing by bisection, walls and max pain.
static double wholeChain(const Chain& c, Greeks& g, Column& spots, Column& net, Column& gross) {
  greeks(c, g);
  struct Sums { double callGex = 0, putGex = 0, dex = 0, vex = 0, cex = 0; };
  std::map<double, Sums> strikes, expiries;
  const double S = c.spot;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!(c.years[i] > 0)) continue;
    const bool live = c.vol[i] > 0 && c.interest[i] > 0;
    const double lots = live ? c.interest[i] * 100 : 0;
    for (Sums* sums : {&strikes[c.strike[i]], &expiries[c.years[i]]}) {
      if (!live) continue;
      (c.cp[i] > 0 ? sums->callGex : sums->putGex) += c.cp[i] * g.gamma[i] * lots * S * S * 0.01;
      sums->dex += g.delta[i] * lots * S;
      sums->vex += c.cp[i] * g.vanna[i] * lots * S * 0.01;
      sums->cex += c.cp[i] * g.charm[i] / 365 * lots * S;
    }
  }
  double most = 0, wall = 0;
  for (const auto& [strike, sums] : strikes) if (sums.callGex > most) most = sums.callGex, wall = strike;
  profile(c, spots, net, gross);
  const double threshold = 1e-6 * *std::max_element(gross.begin(), gross.end());
  double sum = wall;
  for (size_t i = 0; i + 1 < spots.size(); ++i) {
    if ((net[i] < 0) == (net[i + 1] < 0) || std::max(std::fabs(net[i]), std::fabs(net[i + 1])) <= threshold) continue;
    double low = spots[i], high = spots[i + 1];
    while (high - low > 1e-8 * S) {
      const double middle = 0.5 * (low + high);
      ((exposureAt(c, middle, nullptr) < 0) == (net[i] < 0) ? low : high) = middle;
    }
    sum += low;
  }
  for (const auto& entry : expiries) {
    std::map<double, std::pair<double, double>> open;
    for (size_t i = 0; i < c.size(); ++i)
      if (c.years[i] == entry.first) (c.cp[i] > 0 ? open[c.strike[i]].first : open[c.strike[i]].second) += c.interest[i];
    double least = INFINITY, pain = 0;
    for (const auto& at : open) {
      double cost = 0;
      for (const auto& [strike, contracts] : open)
        cost += contracts.first * std::max(at.first - strike, 0.0) + contracts.second * std::max(strike - at.first, 0.0);
      if (cost < least) least = cost, pain = at.first;
    }
    sum += pain;
  }
  return sum;
}

// Indicators as TA-Lib computes them: running sums, Wilder smoothing.
static double sma(const Column& in, Column& out, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    sum += in[i];
    if (i + 1 < n) continue;
    out[i] = sum / n;
    sum -= in[i + 1 - n];
  }
  return out.back();
}

static double ema(const Column& in, Column& out, size_t n) {
  const double k = 2.0 / (n + 1);
  double value = 0;
  for (size_t i = 0; i < n; ++i) value += in[i] / n;
  out[n - 1] = value;
  for (size_t i = n; i < in.size(); ++i) out[i] = value += k * (in[i] - value);
  return out.back();
}

static double rsi(const Column& in, Column& out, size_t n) {
  double up = 0, down = 0;
  for (size_t i = 1; i <= n; ++i) (in[i] > in[i - 1] ? up : down) += std::fabs(in[i] - in[i - 1]) / n;
  for (size_t i = n;; ++i) {
    out[i] = up + down > 0 ? 100 * up / (up + down) : 0;
    if (i + 1 == in.size()) return out[i];
    const double change = in[i + 1] - in[i];
    up = (up * (n - 1) + std::max(change, 0.0)) / n;
    down = (down * (n - 1) + std::max(-change, 0.0)) / n;
  }
}

static double atr(const Column& high, const Column& low, const Column& close, Column& out, size_t n) {
  const auto range = [&](size_t i) { return std::max(high[i], close[i - 1]) - std::min(low[i], close[i - 1]); };
  double value = 0;
  for (size_t i = 1; i <= n; ++i) value += range(i) / n;
  out[n] = value;
  for (size_t i = n + 1; i < close.size(); ++i) out[i] = value = (value * (n - 1) + range(i)) / n;
  return out.back();
}

// VPIN of time bars: bulk volume classification, buckets filled pro rata, 50 buckets, and each value's share of its own
// history that is not above it.
static double vpin(const Column& price, const Column& volume, double bucket, Column& out, Column& cdfs) {
  const size_t n = 50, bars = price.size();
  double mean = 0, squares = 0;
  for (size_t i = 1; i < bars; ++i) mean += (price[i] - price[i - 1]) / (bars - 1);
  for (size_t i = 1; i < bars; ++i) squares += std::pow(price[i] - price[i - 1] - mean, 2);
  const double sigma = std::sqrt(squares / (bars - 2));
  Column imbalance, history;
  out.clear();
  cdfs.clear();
  double filled = 0, buy = 0, sum = 0;
  for (size_t i = 0; i < bars; ++i) {
    const double share = i > 0 && sigma > 0 ? cdf((price[i] - price[i - 1]) / sigma) : 0.5;
    double left = volume[i];
    while (filled + left >= bucket) {
      const double part = bucket - filled;
      buy += part * share;
      left -= part;
      imbalance.push_back(std::fabs(2 * buy - bucket));
      sum += imbalance.back();
      if (imbalance.size() > n) sum -= imbalance[imbalance.size() - 1 - n];
      if (imbalance.size() >= n) {
        out.push_back(sum / (n * bucket));
        const auto at = std::upper_bound(history.begin(), history.end(), out.back());
        cdfs.push_back((at - history.begin() + 1.0) / (history.size() + 1));
        history.insert(at, out.back());
      }
      filled = buy = 0;
    }
    filled += left;
    buy += left * share;
  }
  return out.empty() ? 0 : out.back() + cdfs.back();
}

// Repeats within about a second; the best. What is checked is summed up outside of the time.
template <class Work, class Check> static void measure(const char* name, Work work, Check check) {
  using Clock = std::chrono::steady_clock;
  double best = 1e30;
  const auto begun = Clock::now();
  for (int i = 0; i < 3 || Clock::now() - begun < std::chrono::seconds(1); ++i) {
    const auto start = Clock::now();
    work();
    best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::printf("%s %.6f %.15g\n", name, best, check());
}

template <class Work> static void measure(const char* name, Work work) {
  double result = 0;
  measure(name, [&] { result = work(); }, [&] { return result; });
}

// A part of every Greek, so that none can be left out.
static double total(const Greeks& g) {
  double sum = 0;
  for (const Column* column : {&g.price, &g.delta, &g.gamma, &g.vega, &g.theta, &g.rho, &g.epsilon, &g.vanna, &g.vomma, &g.charm,
                               &g.speed, &g.zomma, &g.color, &g.veta, &g.dualDelta}) {
    double part = 0;
    for (const double value : *column) part += std::fabs(value);
    sum += std::log(part);
  }
  return sum;
}

static double total(const Column& column, size_t rows) {
  double sum = 0;
  for (size_t i = 0; i < rows; ++i) sum += column[i];
  return sum;
}

static Chain readChain(const std::string& folder, const std::string& prefix) {
  const auto column = [&](const char* name) { return readColumn(folder, (prefix + name).c_str()); };
  return {column("cp"), column("strike"), column("years"), column("vol"), column("rate"), column("dividendYield"),
          readColumn(folder, "openInterest"), readColumn(folder, "price"), readColumn(folder, "spot").at(0)};
}

static void measureChain(const std::string& folder) {
  const Chain whole = readChain(folder, ""), live = readChain(folder, "live.");
  Greeks g(whole.size());
  Column vols(live.size()), spots(401), net(401), gross(401);
  Greeks each(live.size());
  measure("greeks", [&] { greeks(live, each); }, [&] { return total(each); });
  measure("iv", [&] { impliedVols(live, vols); }, [&] { return total(vols, live.size()); });
  measure("profile", [&] { return profile(whole, spots, net, gross); });
  measure("chain", [&] { return wholeChain(whole, g, spots, net, gross); });
}

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  measureChain(folder);
  const Column high = readColumn(folder, "high"), low = readColumn(folder, "low"), close = readColumn(folder, "close");
  Column out(close.size());
  measure("sma", [&] { return sma(close, out, 20); });
  measure("ema", [&] { return ema(close, out, 20); });
  measure("rsi", [&] { return rsi(close, out, 14); });
  measure("atr", [&] { return atr(high, low, close, out, 14); });
  const Column price = readColumn(folder, "tapePrice"), volume = readColumn(folder, "tapeVolume");
  const double bucket = readColumn(folder, "bucket").at(0);
  Column cdfs;
  if (price.size() > 2) measure("vpin", [&] { return vpin(price, volume, bucket, out, cdfs); });
}
