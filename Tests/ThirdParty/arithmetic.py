"""Checks the draws of comparisons against numpy's, which share nothing with ours but the method (DOMAIN.md 5.2)."""

import json
import os
import subprocess
import unittest
import uuid

import numpy

PROBLEMS = 200
OURS = 10_000
THEIRS = 40_000
CONCENTRATION = {"sure": 200.0, "fairly": 50.0, "rough": 12.0}


def run(problems: list[dict]) -> bytes:
    """What the program says of problems, as it prints it."""
    text = "".join(json.dumps(problem) + "\n" for problem in problems)
    return subprocess.run(
        [os.environ["TWOWAY_TEST_DRAWS"]], input=text.encode(), stdout=subprocess.PIPE, check=True
    ).stdout


def answers(problems: list[dict]) -> list[dict]:
    return [json.loads(line) for line in run(problems).splitlines()]


def random_problem(number: int) -> dict:
    random = numpy.random.default_rng(1_000 + number)
    priorities = int(random.integers(1, 9))
    opportunities = int(random.integers(2, 8))
    mode = ("exact", "ordinal", "points")[number % 3]
    ends = numpy.sort(random.random((opportunities, priorities, 2)), axis=2)
    # Some know nothing, and some are known for sure.
    ends[random.random((opportunities, priorities)) < 0.2] = (0, 1)
    points = random.random((opportunities, priorities)) < 0.2
    ends[points, 1] = ends[points, 0]
    problem = {
        "seed": number,
        "mode": mode,
        "weights": random.uniform(0.1, 1, priorities).tolist(),
        "opportunities": [str(uuid.UUID(int=(number << 8) + place + 1)) for place in range(opportunities)],
        "intervals": [[{"lo": lo, "hi": hi} for lo, hi in row] for row in ends.tolist()],
    }
    if mode == "ordinal":
        # With ties, as people rank.
        problem["ranks"] = random.integers(1, priorities + 1, priorities).tolist()
    if mode == "points":
        problem["certainty"] = ("sure", "fairly", "rough")[number % 9 // 3]
    return problem


def weights(problem: dict, draws: int, random) -> numpy.ndarray:
    stated = numpy.array(problem["weights"])
    count = len(stated)
    if problem["mode"] == "exact":
        return numpy.tile(stated / stated.sum(), (draws, 1))
    if problem["mode"] == "points":
        return random.dirichlet(stated / stated.sum() * CONCENTRATION[problem["certainty"]], draws)
    # Uniform over the simplex, sorted, and given out by rank; a random key beside the rank shuffles ties.
    sorted_weights = -numpy.sort(-random.dirichlet(numpy.ones(count), draws), axis=1)
    keys = numpy.array(problem["ranks"]) + random.random((draws, count))
    places = numpy.argsort(numpy.argsort(keys, axis=1), axis=1)
    return numpy.take_along_axis(sorted_weights, places, axis=1)


def values(problem: dict, draws: int, random) -> numpy.ndarray:
    lows = numpy.array([[cell["lo"] for cell in row] for row in problem["intervals"]])
    highs = numpy.array([[cell["hi"] for cell in row] for row in problem["intervals"]])
    return lows + random.random((draws, *lows.shape)) * (highs - lows)


def rank_shares(scores: numpy.ndarray) -> numpy.ndarray:
    """The chance of each rank of each opportunity; ties share equally."""
    draws, count = scores.shape
    scores = numpy.round(scores, 9)
    above = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    equal = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)
    shares = numpy.zeros((count, count))
    for rank in range(count):
        takes = (above <= rank) & (rank < above + equal)
        shares[:, rank] = (takes / equal).sum(axis=0) / draws
    return shares


class Arithmetic(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.problems = [random_problem(number) for number in range(PROBLEMS)]
        cls.answers = answers(cls.problems)

    def distances(self, ours, theirs):
        """How many standard errors of their difference two shares of draws are apart."""
        ours, theirs = numpy.asarray(ours, dtype=float), numpy.asarray(theirs, dtype=float)
        share = (ours * OURS + theirs * THEIRS + 1) / (OURS + THEIRS + 2)
        error = numpy.sqrt(share * (1 - share) * (1 / OURS + 1 / THEIRS))
        # What is certain says nothing about how far chances scatter.
        return ((ours - theirs) / error)[(share > 0.005) & (share < 0.995)], numpy.abs((ours - theirs) / error).max()

    def scatter(self, number: int, problem: dict, answer: dict, attempt: int):
        """The distances of all chances of a problem, and the largest."""
        random = numpy.random.default_rng((number, attempt))
        drawn = weights(problem, THEIRS, random)
        scores = numpy.einsum("dop,dp->do", values(problem, THEIRS, random), drawn)
        ranks, of_ranks = self.distances(answer["rankChances"], rank_shares(scores))
        rounded = numpy.round(scores, 9)
        wins = (rounded[:, :, None] > rounded[:, None, :]).mean(axis=0)
        ties = (rounded[:, :, None] == rounded[:, None, :]).mean(axis=0)
        _, of_duels = self.distances(answer["beats"], wins + ties / 2)
        return ranks, max(of_ranks, of_duels)

    def test_rank_chances_are_those_of_numpy(self):
        everything = []
        for number, (problem, answer) in enumerate(zip(self.problems, self.answers)):
            self.assertEqual(answer["opportunities"], problem["opportunities"])
            ranks, largest = self.scatter(number, problem, answer, 0)
            everything.append(ranks)
            if largest > 4:
                # Of so many chances one or the other is that far off by chance; a mistake is so every time.
                again = problem | {"seed": problem["seed"] + 1_000_000}
                _, largest = self.scatter(number, again, answers([again])[0], 1)
            self.assertLess(largest, 4, f"problem {number}: {problem['mode']}")
        squares = numpy.concatenate(everything) ** 2
        self.assertGreater(len(squares), 2_000)
        # Chances that are right scatter with the variance 1.
        self.assertLess(abs(squares.mean() - 1), 0.15)

    def test_central_weights_and_confidence_are_those_of_numpy(self):
        looked_at = 0
        for number, (problem, answer) in enumerate(zip(self.problems, self.answers)):
            random = numpy.random.default_rng(5_000 + number)
            drawn = weights(problem, THEIRS, random)
            lots = values(problem, THEIRS, random)
            first = numpy.einsum("dop,dp->do", lots, drawn).argmax(axis=1)
            for place, central in enumerate(answer["centralWeights"]):
                chance = answer["rankChances"][place][0]
                self.assertEqual(central is None, chance == 0, f"problem {number}")
                if central is None or chance < 0.05:
                    continue
                winners = drawn[first == place]
                error = winners.std(axis=0) * numpy.sqrt(1 / len(winners) + 1 / (chance * OURS)) + 1e-9
                distance = numpy.abs(winners.mean(axis=0) - numpy.array(central)) / error
                self.assertLess(distance.max(), 5, f"problem {number}: central weights")
                share = rank_shares(lots @ numpy.array(central))[place, 0]
                _, distance = self.distances(answer["confidence"][place : place + 1], [share])
                self.assertLess(distance, 5, f"problem {number}: confidence")
                looked_at += 1
        self.assertGreater(looked_at, PROBLEMS)

    def test_another_process_prints_the_same_bytes(self):
        self.assertEqual(run(self.problems[:60]), run(self.problems[:60]))

    def test_the_order_in_which_opportunities_are_given_changes_nothing(self):
        random = numpy.random.default_rng(3)
        shuffled = []
        for problem in self.problems[:60]:
            order = random.permutation(len(problem["opportunities"]))
            shuffled.append(
                problem
                | {
                    "opportunities": [problem["opportunities"][place] for place in order],
                    "intervals": [problem["intervals"][place] for place in order],
                }
            )
        self.assertEqual(run(shuffled), run(self.problems[:60]))


if __name__ == "__main__":
    unittest.main()
