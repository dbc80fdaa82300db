"""Names for people who do not exist."""

from random import Random

FIRST = """
Mia Noah Aisha Lucas Priya Oscar Hana Diego Freya Kofi Lena Mateo Zara Elias Nora Tariq Ingrid Samuel Yuki Amara
Felix Leila Hugo Chloe Ravi Astrid Jonas Imani Viktor Salma Theo Greta Omar Bianca Emil Nadia Caleb Maren Ivo
Paloma Silas Anouk Rafael Thandi Jasper Livia Marek Selma Arlo Dalia
""".split()

LAST = """
Chen Okafor Lindqvist Moreau Patel Novak Haddad Brandt Silva Tanaka Adeyemi Kowalski Ferreira Larsen Nguyen
Rossi Achterberg Dimitrov Mbeki Sorensen Alvarez Hartmann Kaplan Osei Petrov Delgado Yilmaz Bauer Fontaine
Ibrahim Keller Marchetti Nakamura Olsen Quispe Reyes Santoro Tveit Ueda Vasquez Wagner Zielinski Abara
Castellano Eriksen Gupta
""".split()


def full_names(rng: Random, count: int) -> list[str]:
    """That many different names; at most as many as first and last names can be paired."""
    places = rng.sample(range(len(FIRST) * len(LAST)), count)
    return [f"{FIRST[place % len(FIRST)]} {LAST[place // len(FIRST)]}" for place in places]
