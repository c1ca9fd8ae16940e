"""What a person reads: a decision as HTML, text or JSON, and the tables of a campaign.

Every French word of an answer is here or in the rules' data, and the HTML of an answer is written
in one place: the site's build and the browser both call it.
"""
